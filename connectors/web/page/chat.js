// The plain chat page. It names no language: each key of text.json is one. It stores nothing in the browser.

const LIMIT = 1000; // characters of a message
const NEAR = 850; // from here on the counter shows
const PATIENCE = 30_000; // milliseconds until an answer counts as lost
const TYPING_AFTER = 300; // an answer that comes sooner needs no indicator
const PAUSE = 1000; // the counter is spoken when typing pauses, not at every key

// As in conversations/redaction.py; the check character is not verified: a mistyped code is still somebody's.
const GAP = "[\\s.]{0,2}";
const PERSONAL_CODE = new RegExp(
  `(?:^|\\D)(0[1-9]|[12]\\d|3[01])${GAP}(0[1-9]|1[0-2])${GAP}\\d\\d${GAP}` +
    `[-+\\u2010-\\u2015\\u2212A-FU-Y]${GAP}\\d{3}${GAP}[0-9A-Y](?!\\d)`,
  "i",
);
const WEB_ADDRESS = /(https?:\/\/[^\s<>"”]*[^\s<>"”.,;:!?)\]}'])/i;

const here = (path) => new URL(path, import.meta.url);
const [header, start, greeting, starters, log, typing, composer, input, warning, counter, spoken] = [
  "header", "start", "greeting", "starters", "log", "typing", "composer", "message", "warning", "counter",
  "spoken-counter",
].map((id) => document.getElementById(id));

const texts = await (await fetch(here("text.json"))).json();
const sender = newSender();
let language; // of the page
let choices = 0; // how often the person has pressed the language switch
let line = Promise.resolve(); // messages go one after another
let waiting = 0;
let identifiers = 0;
let pause;

open();

function open() {
  const switchButtons = Object.entries(texts).map(([code, words]) => {
    const button = make("button", { type: "button", lang: code }, words.language_name);
    button.addEventListener("click", () => {
      choices += 1;
      setLanguage(code);
    });
    return button;
  });
  document.getElementById("languages").append(...switchButtons);
  setLanguage(firstLanguage());

  composer.addEventListener("submit", submit);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      composer.requestSubmit();
    }
  });
  input.addEventListener("input", check);
  document.getElementById("human").addEventListener("click", () => send(texts[language].human_message));
  // A pressed button does not take the focus from someone who is writing.
  document.addEventListener("mousedown", (event) => {
    if (document.activeElement === input && event.target.closest("button")) event.preventDefault();
  });
  // What has the focus is never scrolled to a place under the header or the composer.
  const measure = new ResizeObserver(() => {
    const { style } = document.documentElement;
    style.setProperty("--header", `${header.offsetHeight}px`);
    style.setProperty("--composer", `${composer.offsetHeight}px`);
  });
  measure.observe(header);
  measure.observe(composer);

  document.getElementById("unavailable").remove();
  document.getElementById("page").hidden = false;
}

// ---- language ----

function firstLanguage() {
  const asked = new URLSearchParams(location.search).get("language");
  const wanted = [asked, ...navigator.languages].map((tag) => tag?.split("-")[0].toLowerCase());
  return wanted.find((code) => Object.hasOwn(texts, code)) ?? Object.keys(texts)[0];
}

// Change the page's own words; what has been said stays as it is.
function setLanguage(code) {
  if (code === language || !Object.hasOwn(texts, code)) return;
  language = code;
  const words = texts[code];
  document.documentElement.lang = code;
  document.title = words.title;
  for (const element of document.querySelectorAll("[data-text]")) element.textContent = words[element.dataset.text];
  for (const element of document.querySelectorAll("[data-label]")) {
    element.setAttribute("aria-label", words[element.dataset.label]);
  }
  for (const button of document.getElementById("languages").children) {
    button.setAttribute("aria-pressed", button.lang === code);
  }
  input.placeholder = words[input.dataset.placeholder];
  if (typing.textContent) typing.textContent = words.typing;
  check();
  loadStart();
}

// Without a greeting and starters the page still works, so a failure here is not shown.
async function loadStart() {
  const asked = language;
  let offer = null;
  try {
    const response = await fetch(here(`api/start?language=${asked}`));
    if (response.ok) offer = await response.json();
  } catch { /* the same as no offer */ }
  if (asked !== language) return;
  const focused = [...starters.children].indexOf(document.activeElement);
  greeting.textContent = offer?.greeting ?? "";
  starters.replaceChildren(...(offer?.buttons ?? []).map((button) => pill(button, asked)));
  start.hidden = !offer;
  starters.children[focused]?.focus({ preventScroll: true });
}

// ---- sending ----

function submit(event) {
  event.preventDefault();
  const message = input.value.trim();
  input.focus();
  if (length(message) > LIMIT) return speakCounter();
  if (!message) return;
  input.value = "";
  check();
  send(message, { typed: true });
}

// Show what the person says and bring it to Aura; a button shows its title and sends its payload.
function send(message, { title = message, lang = language, typed = false } = {}) {
  const bubble = make("div", { class: "message person", lang }, said(lang, "you_say"), paragraph(title));
  log.append(bubble);
  bubble.scrollIntoView();
  queue({ message, bubble, typed, language, choices });
}

function queue(turn) {
  wait(+1);
  line = line.then(async () => {
    const outcome = await post(turn);
    wait(-1);
    try {
      if (outcome.replies) return receive(outcome.replies, turn);
    } catch (error) {
      console.error(error); // a reply of a shape that cannot be shown must not stop the line
      outcome.fault = "failed";
    }
    explain(outcome, turn);
  });
}

// Return the replies, or what is known of why there are none.
async function post({ message, language: asked }) {
  try {
    const response = await fetch(here("webhooks/rest/webhook"), {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ sender, message, metadata: { notice_shown: true, language: asked } }),
      signal: AbortSignal.timeout(PATIENCE),
    });
    if (response.ok) {
      const replies = await response.json();
      return Array.isArray(replies) ? { replies } : { fault: "failed" };
    }
    if (response.status < 400 || response.status > 499) return { fault: "failed" };
    const { detail } = await response.json().catch(() => ({}));
    return {
      fault: "refused",
      detail: typeof detail === "string" ? detail : null, // a list is meant for programmers
      later: [408, 429].includes(response.status),
    };
  } catch {
    return { fault: "unreachable" };
  }
}

// Say under the message why it was not answered and what to do next.
function explain({ fault, detail, later }, turn) {
  const words = texts[language];
  const refused = fault === "refused";
  const block = make(
    "div",
    { class: "message error", lang: language },
    make("p", {}, words[fault]),
    refused && make("p", {}, detail ?? words.refused_hint),
  );
  if (!refused || later) {
    const retry = make("button", { type: "button", class: "pill" }, words.retry);
    retry.addEventListener("click", () => {
      block.remove();
      input.focus();
      queue(turn);
    });
    block.append(retry);
  } else if (turn.typed && !input.value) {
    input.value = turn.message; // to be changed and sent anew
    check();
  }
  turn.bubble.after(block);
  block.scrollIntoView({ block: "nearest" });
}

// ---- receiving ----

function receive(replies, turn) {
  const spokenIn = replies.findLast((reply) => reply.language)?.language;
  log.append(...replies.map((reply) => message(reply, reply.language ?? spokenIn ?? turn.language)));
  if (spokenIn && turn.typed) turn.bubble.lang = spokenIn;
  // The person's own later choice of language wins over that of a reply to an earlier message.
  if (spokenIn && turn.choices === choices) setLanguage(spokenIn);
  turn.bubble.scrollIntoView();
}

function message({ text, buttons = [], custom }, lang) {
  const cards = (custom?.cards ?? []).map((entry) => make("li", { class: "card" }, ...card(entry, lang)));
  return make(
    "div",
    { class: "message aura", lang },
    said(lang, "aura_says"),
    text && paragraph(text, lang),
    cards.length && make("ol", { class: "cards", role: "list" }, ...cards),
    buttons.length &&
      make(
        "div",
        { class: "replies", role: "group", "aria-label": wordsOf(lang).replies },
        ...buttons.map((button) => pill(button, lang)),
      ),
  );
}

function card({ title, provider, text, why, facts = [], link, checked, source, demo, button }, lang) {
  const heading = make("h3", { id: `card-${(identifiers += 1)}` }, anchor(link?.url, title, lang));
  const details = button && pill(button, lang);
  details?.setAttribute("aria-describedby", heading.id);
  const chips = facts.filter(Boolean).map((fact) => make("li", {}, fact));
  return [
    demo && make("p", { class: "demo" }, demo),
    heading,
    provider && make("p", { class: "provider" }, provider),
    text && make("p", {}, text),
    why && make("p", { class: "why" }, why),
    chips.length && make("ul", { class: "facts", role: "list" }, ...chips),
    make(
      "div",
      { class: "foot" },
      details,
      make(
        "p",
        { class: "checked" },
        checked,
        checked && source?.url && " · ",
        source?.url && anchor(source.url, source.title, lang, `: ${title}`),
      ),
    ),
  ];
}

function pill({ title, payload }, lang) {
  const button = make("button", { type: "button", class: "pill" }, title);
  button.addEventListener("click", () => send(payload ?? title, { title, lang }));
  return button;
}

// Only http and https are made clickable; `unseen` tells apart links that look alike.
function anchor(address, text, lang, unseen = "") {
  if (!/^https?:\/\//i.test(address ?? "")) return text;
  return make(
    "a",
    { href: address, target: "_blank", rel: "noopener" },
    make("span", {}, text),
    make("span", { class: "unseen" }, `${unseen} ${wordsOf(lang).new_tab}`),
  );
}

// A text as it was written; with a language, web addresses in it become links.
function paragraph(text, lang) {
  const parts = lang ? text.split(WEB_ADDRESS).map((part, n) => (n % 2 ? anchor(part, part, lang) : part)) : [text];
  return make("p", { class: "bubble", dir: "auto" }, ...parts);
}

function said(lang, who) {
  return make("span", { class: "unseen" }, `${wordsOf(lang)[who]} `);
}

function wait(change) {
  waiting += change;
  clearTimeout(wait.timer);
  if (!waiting) typing.textContent = "";
  else wait.timer = setTimeout(() => (typing.textContent = texts[language].typing), TYPING_AFTER);
}

// ---- composer ----

// Look at what is being typed: its height, its length, an identity code in it.
function check() {
  const words = texts[language];
  const left = LIMIT - length(input.value.trim());
  const template = left < 0 ? words.characters_over : words.characters_left;
  if (!CSS.supports("field-sizing", "content")) {
    input.style.height = "auto";
    input.style.height = `${input.scrollHeight + 2}px`;
  }
  counter.textContent = left <= LIMIT - NEAR ? template.replace("{count}", Math.abs(left)) : "";
  input.setAttribute("aria-invalid", left < 0);
  const caution = PERSONAL_CODE.test(input.value) ? words.personal_code : "";
  if (warning.textContent !== caution) warning.textContent = caution; // spoken once, not at every key
  clearTimeout(pause);
  pause = setTimeout(speakCounter, PAUSE);
}

function speakCounter() {
  if (spoken.textContent !== counter.textContent) spoken.textContent = counter.textContent;
}

// As the server counts: characters, not UTF-16 units.
function length(text) {
  return [...text].length;
}

// ---- helpers ----

function wordsOf(lang) {
  return Object.hasOwn(texts, lang) ? texts[lang] : texts[language];
}

// Strings among the children become text nodes, never markup; what is empty is left out.
function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children.filter(Boolean));
  return element;
}

// crypto.randomUUID is there on https and localhost only; a test install may have neither.
function newSender() {
  if (crypto.randomUUID) return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
