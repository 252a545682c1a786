import { existsSync, readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { placeOf, withImages } from '../images.ts';
import { readMoodleXml } from './read-moodle-xml.ts';

const question = (type: string, inside: string, text = 'What?') =>
  `<question type="${type}">\n<questiontext format="html"><text>${text}</text></questiontext>\n${inside}\n</question>`;
const quiz = (...questions: string[]) => `<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n${questions.join('\n')}\n</quiz>`;
const answer = (fraction: number | string, text: string, more = '') =>
  `<answer fraction="${fraction}"><text>${text}</text>${more}</answer>`;
const told = (text: string) => `<feedback><text>${text}</text></feedback>`;
const TRUE_FALSE = answer(100, 'true', told('yes')) + answer(0, 'false', told('no'));

const one = (source: string) => {
  const { questions, skipped } = readMoodleXml(source);
  expect(skipped).toEqual([]);
  return questions[0]?.draft;
};
const reason = (source: string) => readMoodleXml(source).skipped[0]?.reason;

describe('each kind of question', () => {
  test('choices', () => {
    const choices = answer(33.33333, 'a') + answer('66.66667', 'b') + answer(-50, 'c', told('no'));
    const several = question(
      'multichoice',
      `<single>false</single><shuffleanswers>1</shuffleanswers><defaultgrade>2.5</defaultgrade>${choices}`,
    );
    expect(one(quiz(several))).toMatchObject({
      type: 'multiple',
      mark: 2.5,
      shuffle: true,
      choices: [{ fraction: 1 / 3 }, { fraction: 2 / 3 }, { fraction: -0.5, feedback: 'no' }],
    });
    expect(one(quiz(question('multichoice', `<single>true</single>${answer(100, 'a')}${answer(0, 'b')}`)))).toMatchObject({
      type: 'single',
      shuffle: false,
      choices: [{ text: 'a', fraction: 1 }, { fraction: 0 }],
    });
  });
  test('true or false', () =>
    expect(one(quiz(question('truefalse', `${TRUE_FALSE}<generalfeedback><text>so it is</text></generalfeedback>`)))).toMatchObject({
      type: 'trueFalse',
      correct: true,
      feedbackTrue: 'yes',
      feedbackFalse: 'no',
      feedback: 'so it is',
    }));
  test('a short answer', () =>
    expect(one(quiz(question('shortanswer', `<usecase>1</usecase>${answer(100, 'Kyiv')}${answer(50, 'K*')}`)))).toMatchObject({
      type: 'shortAnswer',
      caseSensitive: true,
      answers: [{ text: 'Kyiv' }, { text: 'K*', fraction: 0.5 }],
    }));
  test('a number', () => {
    const answers = answer(100, '3.5', '<tolerance>0.25</tolerance>') + answer(0, '*', told('no'));
    expect(one(quiz(question('numerical', `${answers}<units><unit><unit_name>m</unit_name></unit></units>`)))).toMatchObject({
      answers: [{ number: 3.5, tolerance: 0.25, fraction: 1 }],
      feedbackOther: 'no',
    });
  });
  test('pairs', () => {
    const pair = (stem: string, option: string) => `<subquestion><text>${stem}</text><answer><text>${option}</text></answer></subquestion>`;
    const inside = pair('France', 'Paris') + pair('Italy', 'Rome') + pair('', 'Oslo');
    expect(one(quiz(question('matching', inside)))).toMatchObject({ type: 'matching', pairs: [{ stem: 'France' }, {}, { stem: '' }] });
  });
});

describe('numbers with units', () => {
  const units =
    '<units><unit><multiplier>1</multiplier><unit_name>m</unit_name></unit><unit><multiplier>100</multiplier><unit_name>cm</unit_name></unit></units>';
  const graded = (kind: number) =>
    `<unitgradingtype>${kind}</unitgradingtype><unitpenalty>0.2000000</unitpenalty>${answer(100, '1.5')}${answer(50, '1.4')}${units}`;
  test('what is given is brought into the unit of the answers', () =>
    expect(one(quiz(question('numerical', graded(2))))).toMatchObject({
      units: [
        { unit: 'm', multiplier: 1 },
        { unit: 'cm', multiplier: 0.01 },
      ],
      unitPenalty: 0.2,
    }));
  test('a unit that is not graded costs nothing', () =>
    expect(one(quiz(question('numerical', graded(0))))).toMatchObject({ unitPenalty: undefined }));
  test('a penalty of an answer becomes one of the mark, and that is said', () =>
    expect(readMoodleXml(quiz(question('numerical', graded(1)))).notes).toMatchObject([{ reason: expect.stringMatching(/whole mark/) }]));
});

describe('ordering', () => {
  const items = answer(1, 'a') + answer(2, 'b') + answer(3, 'c');
  test.each([
    ['', 'places'],
    ['<gradingtype>ABSOLUTE_POSITION</gradingtype>', 'places'],
    ['<gradingtype>ALL_OR_NOTHING</gradingtype>', 'whole'],
    ['<gradingtype>RELATIVE_NEXT_EXCLUDE_LAST</gradingtype>', 'neighbours'],
  ])('%s', (way, scoring) => expect(one(quiz(question('ordering', way + items)))).toMatchObject({ scoring, items: ['a', 'b', 'c'] }));
  test('what is graded otherwise is said', () =>
    expect(readMoodleXml(quiz(question('ordering', `<gradingtype>LONGEST_ORDERED_SUBSET</gradingtype>${items}`))).notes).toMatchObject([
      { reason: 'it is graded by places, not by LONGEST_ORDERED_SUBSET' },
    ]));
});

describe('texts that a person marks, and texts with gaps', () => {
  test('an essay with its guidance and its limit', () => {
    const essay = '<graderinfo format="markdown"><text>Look for *why*.</text></graderinfo><maxwordlimit>200</maxwordlimit>';
    expect(one(quiz(question('essay', essay)))).toMatchObject({ type: 'essay', guidance: 'Look for *why*.', wordLimit: 200 });
    expect(readMoodleXml(quiz(question('essay', '<attachments>2</attachments>'))).notes).toMatchObject([{ reason: /files/ }]);
  });
  test('gaps are worth what they weigh together', () => {
    const text = 'A {2:SA:=b} and {1:MC:=c~d}';
    expect(one(quiz(question('cloze', '', text)))).toMatchObject({ type: 'gaps', text, mark: 3 });
    expect(one(quiz(question('multianswer', '<defaultgrade>5</defaultgrade>', text)))).toMatchObject({ mark: 5 });
  });
});

test('titles, hints, penalties, categories and tags', () => {
  const category = (path: string) => `<question type="category"><category><text>${path}</text></category></question>`;
  const about =
    '<name><text>Sky &amp; sea</text></name><penalty>0.3333333</penalty><hint format="html"><text>Look up.</text></hint><hint><text></text></hint>' +
    '<tags><tag><text>easy</text></tag><tag><text>nature</text></tag></tags>';
  const { questions } = readMoodleXml(
    quiz(category('$course$/top/Iota'), question('truefalse', TRUE_FALSE + about), category('top'), question('truefalse', TRUE_FALSE)),
  );
  expect(questions).toMatchObject([
    { category: 'Iota', tags: ['easy', 'nature'], draft: { title: 'Sky & sea', penalty: 1 / 3, hints: ['Look up.'] } },
    { category: null, tags: [] },
  ]);
});

test('what there is no place for is said', () => {
  const own = '<correctfeedback><text>Very good.</text></correctfeedback><incorrectfeedback><text></text></incorrectfeedback>';
  const standard = '<partiallycorrectfeedback><text><![CDATA[<p>Your answer is partially correct.</p>]]></text></partiallycorrectfeedback>';
  const hint = '<hint><text>Think.</text><clearwrong/></hint>';
  const { notes } = readMoodleXml(quiz(question('truefalse', TRUE_FALSE + own + standard + hint)));
  expect(notes.map(({ reason }) => reason)).toEqual([
    'what is said to every right answer is left out',
    'hints only say their text: they neither count right parts nor clear wrong ones',
  ]);
});

describe('texts and files', () => {
  test('CDATA, references and marks', () => {
    const text = '<![CDATA[<p>a &lt; b</p>]]> &lt;b&gt;&#233;&amp;amp;&lt;/b&gt;';
    expect(one(quiz(question('truefalse', TRUE_FALSE, text)))?.text).toBe('<p>a &lt; b</p> <b>é&amp;</b>');
  });
  const png = Buffer.from('89504e470d0a1a0a', 'hex').toString('base64');
  const withFile = (name: string, data: string) =>
    `<question type="truefalse"><questiontext format="html"><text><![CDATA[<img src="@@PLUGINFILE@@/my%20${name}" alt="x"/>]]></text>` +
    `<file name="my ${name}" encoding="base64">${data}</file></questiontext>${TRUE_FALSE}</question>`;
  test('an image comes in with its text', () => {
    const { questions, images } = readMoodleXml(quiz(withFile('a.png', png)));
    const [draft, image] = [questions[0]!.draft, images[0]!];
    expect(image).toEqual({ line: 3, file: Buffer.from(png, 'base64') });
    expect(draft.text).toBe(`<img src="${placeOf(image.file)}" alt="x"/>`);
    expect(withImages(draft, new Map([[placeOf(image.file), '/api/images/1']])).text).toBe('<img src="/api/images/1" alt="x"/>');
    expect(withImages(draft, new Map()).text).toBe('<img src="" alt="x"/>');
  });
  test.each([
    ['a.mp3', Buffer.from('ID3 sound').toString('base64')],
    ['a.svg', Buffer.from('<svg onload="alert(1)"/>').toString('base64')],
  ])('another file is left out, and said: %s', (name, data) => {
    const { questions, notes } = readMoodleXml(quiz(withFile(name, data)));
    expect(questions[0]?.draft.text).toBe('<img alt="x"/>');
    expect(notes).toMatchObject([{ line: 3, reason: expect.stringContaining(`my ${name} is left out`) }]);
  });
});

describe('what does not come in', () => {
  test.each([
    ['description', '', /texts without a question are not supported/],
    ['calculated', '', /calculated questions are not supported/],
    ['cloze', '', /no gap/],
    ['ordering', answer(1, 'a'), /its items: at least 2/],
    ['ordering', answer(1, 'a') + answer(2, 'a'), /no two items may be the same/],
    ['fancy-plugin', '', /“fancy-plugin” are not supported/],
    ['constructor', '', /“constructor” are not supported/],
    ['multichoice', '<single>true</single>' + answer(100, 'a'), /at least 2/],
    ['numerical', answer(100, 'four'), /not a number/],
    ['numerical', `<units><unit><unit_name>m</unit_name><multiplier>0</multiplier></unit></units>${answer(100, '4')}`, /multiplier/],
    ['truefalse', answer(100, 'maybe'), /not true and false/],
    ['truefalse', '<answer fraction="100"><text>true</answer>', /not well-formed/],
  ])('%s', (type, inside, why) => expect(reason(quiz(question(type, inside)))).toMatch(why));
  test('is told by its line, and the others come in', () => {
    const good = question('truefalse', TRUE_FALSE);
    const { questions, skipped } = readMoodleXml(quiz(good, question('truefalse', '<broken'), '<!-- <question type="essay"> -->', good));
    expect(questions.map(({ line }) => line)).toEqual([3, 12]);
    expect(skipped).toMatchObject([{ line: 7 }]);
  });
  test('a question without its end hides no other', () => {
    const good = question('truefalse', TRUE_FALSE);
    const torn = question('truefalse', TRUE_FALSE, '<![CDATA[never closed');
    expect(readMoodleXml(quiz('<question type="truefalse">', good)).questions).toHaveLength(1);
    expect(readMoodleXml(quiz(torn, question('truefalse', TRUE_FALSE, '<![CDATA[closed]]>')))).toMatchObject({
      questions: [{ line: 7 }],
      skipped: [{ line: 3 }],
    });
  });
  test('a file of another kind is said to be one', () => {
    expect(reason('hello')).toMatch(/no <question>/);
    expect(readMoodleXml('')).toMatchObject({ questions: [], skipped: [] });
  });
});

describe('hostile files', () => {
  test('what a document type declares is not read', () => {
    const declared = `<!DOCTYPE quiz [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>`;
    expect(one(declared + quiz(question('truefalse', TRUE_FALSE, 'say &b; &x;')))?.text).toBe('say &b; &x;');
  });
  test.each([
    ['nested deeply', quiz(question('truefalse', '<a>'.repeat(20_000) + '</a>'.repeat(20_000)))],
    ['opened again and again', '<question type="x">'.repeat(100_000)],
    ['comments that never close', '<!--'.repeat(300_000)],
    ['sections that never close', '<question ></question><![CDATA['.repeat(20_000)],
    ['references without end', quiz(question('truefalse', TRUE_FALSE, '&lt;'.repeat(200_000)))],
  ])('%s', (_, file) => {
    expect(readMoodleXml(file).questions).toEqual([]);
  });
  test('nothing breaks it', () =>
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom('<', '>', '/', '<question type="truefalse">', '</question>', '<![CDATA[', ']]>', '<text>', '&', '"', 'a'),
        }),
        (file) => {
          expect(readMoodleXml(file).questions).toEqual([]);
        },
      ),
    ));
});

const FOLDER = '../shared/data/moodle';
test.skipIf(!existsSync(FOLDER)).each([
  ['multichoice.xml', 1, 0, 1],
  ['truefalse.xml', 2, 0, 0],
  ['nested_categories_with_questions.xml', 5, 0, 0],
])(`files of Moodle's own: %s`, (name, come, skipped, notes) => {
  const imported = readMoodleXml(readFileSync(`${FOLDER}/${name}`, 'utf8'));
  expect([imported.questions.length, imported.skipped.length, imported.notes.length]).toEqual([come, skipped, notes]);
});

test('more answers than anybody writes are told without reading them', () => {
  const answers = '<answer fraction="1"><text>a</text></answer>'.repeat(201);
  const file = `<quiz><question type="shortanswer"><questiontext><text>x</text></questiontext>${answers}</question></quiz>`;
  expect(readMoodleXml(file).skipped).toEqual([{ line: 1, reason: 'it has more than 200 answers' }]);
});
