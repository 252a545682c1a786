export { Engine, type EngineOptions } from './engine.ts';
export { projection, type Audience, type Index, type Projection, type View } from './projection.ts';
export { MODELS } from '../models.ts';
