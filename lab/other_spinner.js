// Spun documents by a spinner of somebody else's, with a table of somebody else's: npm `thesaurize` 1.0.11 and the
// OpenOffice thesaurus in it, which nothing here learned from.
//
// usage: node other_spinner.js fixed|fresh RATE... < genuine.jsonl > spun.jsonl
//
// `fixed` writes the same word for the same word all through a text, as most spinners do; `fresh` draws
// one for each place. Deterministic; 25 documents of 150 words and more of each kind of the test part.
const fs = require("fs");
const thesaurize = require("thesaurize");

const PER_KIND = 25;
const MIN_WORDS = 150;

let state = 12345;
Math.random = () => {
  state = (state * 1103515245 + 12345) & 0x7fffffff;
  return state / 0x7fffffff;
};

const letters = (word) => word.toLowerCase().replace(/[^a-z]/g, "");
const canBeSwapped = (word) => /[a-z]/.test(word) && word.length >= 3;

function shuffled(list) {
  for (let i = list.length - 1; i > 0; i--) {
    const j = Math.floor(Math.random() * (i + 1));
    [list[i], list[j]] = [list[j], list[i]];
  }
  return list;
}

// The text with `rate` percent of its words swapped, or what the table has of them.
function spin(text, rate, isFixed) {
  const parts = text.split(/(\s+)/); // words at even places, white space between
  const places = parts.map((_, at) => at).filter((at) => at % 2 === 0);
  const seen = new Set();
  let left = Math.round((places.length * rate) / 100);
  for (const at of shuffled([...places])) {
    if (left <= 0) break;
    const word = parts[at];
    const key = letters(word);
    if (!canBeSwapped(word) || (isFixed && seen.has(key))) continue;
    seen.add(key);
    const other = thesaurize(word);
    if (other === word) continue;
    for (const same of isFixed ? places.filter((place) => letters(parts[place]) === key) : [at]) {
      const bare = other.replace(/[^A-Za-z ]/g, "") || "$&";
      parts[same] = parts[same] === word ? other : parts[same].replace(/[A-Za-z]+/, bare);
      left -= 1;
    }
  }
  return parts.join("");
}

const [habit, ...rates] = process.argv.slice(2);
const documents = fs.readFileSync(0, "utf8").split("\n").filter(Boolean).map(JSON.parse);
const taken = {};
for (const { kind, part, text } of documents) {
  const isLong = text.split(/\s+/).length >= MIN_WORDS;
  if (part !== "test" || !isLong || taken[kind] >= PER_KIND) continue;
  taken[kind] = (taken[kind] ?? 0) + 1;
  for (const rate of rates.map(Number)) {
    const family = `thesaurize_${habit}`;
    const spun = spin(text, rate, habit === "fixed");
    console.log(JSON.stringify({ kind, part, family, rate, swaps: [], text: spun }));
  }
}
