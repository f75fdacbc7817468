// Train nlp.js and let it read messages; `peers.py` copies this beside the installed packages.
// node nlpjs.mjs IN OUT, both JSON: IN {training: [[language, text, intent]], tests: [[language, text]]},
// OUT {seconds, milliseconds, guessed, told}: the language of a test guessed by nlp.js, or told to it.
import { readFileSync, writeFileSync } from 'node:fs';
import { dockStart } from '@nlpjs/basic';

const [input, output] = process.argv.slice(2);
const { training, tests } = JSON.parse(readFileSync(input, 'utf8'));
const dock = await dockStart({
  settings: { nlp: { languages: ['fi', 'en', 'sv'], autoLoad: false, autoSave: false } },
  use: ['Basic', 'LangFi', 'LangEn', 'LangSv'],
});
const nlp = dock.get('nlp');

let started = performance.now();
for (const [language, text, intent] of training) nlp.addDocument(language, text, intent);
await nlp.train();
const seconds = (performance.now() - started) / 1000;

// The likeliest intent, also where nlp.js would say None for want of certainty.
const likeliest = ({ classifications: [first] }) => (first?.score > 0 ? first.intent : 'None');
const guessed = [];
const milliseconds = [];
for (const [, text] of tests) {
  started = performance.now();
  guessed.push(likeliest(await nlp.process(text)));
  milliseconds.push(performance.now() - started);
}
const told = [];
for (const [language, text] of tests) told.push(likeliest(await nlp.process(language, text)));
writeFileSync(output, JSON.stringify({ seconds, milliseconds, guessed, told }));
