// @ts-check
/** The pages around the chat: one language at a time, links that open the chat, the link builder. */

const STARTS = ["topic", "audience", "municipality"]; // attributes of <aura-chat> that a link can set
const LAZY = 200; // milliseconds without typing until the preview is made anew

const parameters = new URLSearchParams(location.search);
const switches = /** @type {HTMLAnchorElement[]} */ ([...document.querySelectorAll(".languages a")]);
const builder = /** @type {HTMLFormElement | null} */ (document.querySelector("#builder"));

speak(firstLanguage());
for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll(".sections a"))) {
  if (link.pathname === location.pathname) link.setAttribute("aria-current", "page");
}
for (const link of switches) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    speak(link.lang);
    const address = new URL(location.href);
    address.searchParams.set("lang", link.lang);
    history.replaceState(null, "", address);
  });
}
for (const link of document.querySelectorAll("[data-open]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    open();
  });
}
if (builder) build(builder);
else follow();

// ---- language ----

function firstLanguage() {
  const wanted = [parameters.get("lang"), ...navigator.languages].map((tag) => tag?.slice(0, 2).toLowerCase());
  const known = switches.map((link) => link.lang);
  return wanted.find((code) => code && known.includes(code)) ?? known[0];
}

/** Show the words of one language, and let the chat speak it. @param {string} code */
function speak(code) {
  const root = document.documentElement;
  root.lang = code;
  for (const words of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".words"))) {
    words.hidden = words.lang !== code;
  }
  for (const link of switches) {
    if (link.lang === code) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  const heading = /** @type {HTMLElement | undefined} */ (visible("h1"));
  document.title = `${heading?.textContent?.replaceAll("\u00ad", "")} – Aura`;
  root.dataset.ready = "";
  document.querySelector("aura-chat")?.setAttribute("lang", code);
  document.dispatchEvent(new Event("language"));
}

/** @param {string} selector of words in several languages; the element in the one that shows */
function visible(selector) {
  return [...document.querySelectorAll(selector)].find((element) => !element.closest("[hidden]"));
}

// ---- links that open the chat ----

/** Do what the page's address asks: `?topic=…&audience=…&municipality=…`, or `?open`. */
function follow() {
  const chat = document.querySelector("aura-chat");
  const asked = STARTS.filter((name) => parameters.get(name));
  for (const name of asked) chat?.setAttribute(name, parameters.get(name) ?? "");
  if (asked.length || parameters.has("open")) open();
}

async function open() {
  await customElements.whenDefined("aura-chat");
  const chat = /** @type {any} */ (document.querySelector("aura-chat"));
  chat?.open();
}

// ---- link builder ----

/** @param {HTMLFormElement} form */
function build(form) {
  const here = new URL(".", import.meta.url);
  const field = (/** @type {string} */ name) => /** @type {any} */ (form.elements.namedItem(name));
  const status = /** @type {HTMLElement} */ (document.querySelector("#status"));
  let pause = 0;

  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => {
    show();
    clearTimeout(pause);
    pause = setTimeout(preview, LAZY);
  });
  document.addEventListener("language", () => label().then(preview));
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-copy]"))) {
    button.addEventListener("click", () => copy(button.dataset.copy ?? ""));
  }
  label().then(preview);

  /** Put the choices into the page's language; what is chosen stays. */
  async function label() {
    const language = document.documentElement.lang;
    const any = words("any");
    try {
      const choices = await (await fetch(new URL(`api/chat/choices?language=${language}`, here))).json();
      if (language !== document.documentElement.lang) return;
      fill("lang", choices.languages, any);
      fill("topic", choices.topics, any);
      fill("audience", choices.audiences, any);
      fill("municipality", choices.municipalities, any);
      status.textContent = "";
    } catch {
      status.textContent = words("unreachable");
    }
    show();
  }

  /** @param {string} name @param {{code: string, label: string}[]} choices @param {string} any */
  function fill(name, choices, any) {
    const select = field(name);
    const chosen = select.value;
    select.replaceChildren(new Option(any, ""), ...choices.map(({ code, label }) => new Option(label, code)));
    if (name === "lang") for (const option of select.options) option.lang = option.value;
    select.value = chosen;
  }

  /** What is chosen, as attributes of the element; nothing stands there that is the default. */
  function attributes() {
    const names = ["lang", ...STARTS, "position", "title"];
    const chosen = names.map((name) => [name, field(name).value.trim()]);
    return chosen.filter(([name, value]) => value && !(name === "position" && value === "end"));
  }

  function show() {
    const link = new URL(here);
    const asked = attributes().filter(([name]) => name === "lang" || STARTS.includes(name));
    for (const [name, value] of asked) link.searchParams.set(name, value);
    if (!asked.some(([name]) => name !== "lang")) link.search += link.search ? "&open" : "open";
    text("#link", link.href);
    /** @type {HTMLAnchorElement} */ (document.querySelector("#visit")).href = link.href;

    const script = new URL("aura-chat.js", here);
    const element = dress(document.implementation.createHTMLDocument().createElement("aura-chat"));
    text("#snippet", `<script type="module" src="${script}"></script>\n${element.outerHTML}`);
  }

  /** The chat on this page as the snippet would make it. */
  function preview() {
    document.querySelector("aura-chat")?.replaceWith(dress(document.createElement("aura-chat")));
  }

  /** @param {HTMLElement} element */
  function dress(element) {
    for (const [name, value] of attributes()) element.setAttribute(name, value);
    return element;
  }

  /** @param {string} selector */
  async function copy(selector) {
    const source = /** @type {HTMLElement} */ (document.querySelector(selector));
    status.textContent = ""; // said again when pressed again
    try {
      await navigator.clipboard.writeText(source.textContent ?? "");
      status.textContent = words("copied");
    } catch {
      getSelection()?.selectAllChildren(source);
      status.textContent = words("selected");
    }
  }

  /** @param {string} name of words that stand in the page, unseen */
  function words(name) {
    return document.querySelector(`#${name} :lang(${document.documentElement.lang})`)?.textContent ?? "";
  }

  /** @param {string} selector @param {string} content */
  function text(selector, content) {
    /** @type {HTMLElement} */ (document.querySelector(selector)).textContent = content;
  }
}
