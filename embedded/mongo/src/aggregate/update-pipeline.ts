import type { Doc, Value } from '../bson/values.ts';
import { ServerError } from '../errors.ts';
import { compileEach, partsOf } from './stages.ts';
import type { StageScope } from './stages.ts';

const ALLOWED = new Set(['$addFields', '$set', '$project', '$unset', '$replaceRoot', '$replaceWith']);

/** Compiles a pipeline that stands for an update. */
export const runUpdatePipeline = (pipeline: Value[], scope: StageScope): ((doc: Doc) => Doc) => {
  const stages = pipeline.map((stage) => {
    const [name, argument] = partsOf(stage);
    const compiled = ALLOWED.has(name) ? compileEach(name, argument, scope) : undefined;
    if (!compiled) throw new ServerError('InvalidOptions', `${name} is not allowed to be used within an update`);
    return compiled;
  });
  return (doc) => {
    let made = doc;
    for (const stage of stages) made = stage.apply(made) as Doc;
    // The _id stays where it is unless the pipeline changed it.
    return '_id' in made || !('_id' in doc) ? made : { _id: doc['_id'], ...made };
  };
};
