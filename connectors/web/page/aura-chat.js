// @ts-check
/**
 * <aura-chat>: Aura's chat as one custom element, without build step or third-party code.
 *
 * Attributes: `lang`, `topic`, `audience`, `municipality`, `position` ("start" or "end"), `title`, `scheme` ("light").
 * Until a person opens it, it stores nothing and asks nothing of any server. What it looks like can
 * be changed by custom properties (`--aura-accent` …) and `::part(launcher | panel)`.
 */

/** @typedef {{title: string, payload: string}} Button */
/** @typedef {{url: string, title: string}} Link */
/** @typedef {{id: string, title: string, provider?: string, text?: string, why?: string, facts?: string[], link?: Link,
 *   map?: Link, checked?: string, source?: Link, demo?: string | null, button?: Button | null}} Card */
/** @typedef {{id: string, title: string, who?: string, link?: Link, bring?: string, done: boolean, button?: Button}} Item */
/** @typedef {{text?: string, language?: string, buttons?: Button[], custom?: {cards?: Card[],
 *   feedback?: Button[], checklist?: {title: string, items: Item[]}}}} Reply */
/** @typedef {{id?: number, kind: string, body: any}} Event_ */
/** @typedef {{key: string, text: string, title: string, language: string}} Pending */

const LAUNCHER = /** @type {Record<string, string>} */ (JSON.parse('__LAUNCHER__'));
const API = new URL("api/chat/", import.meta.url);
const LIMIT = 1000; // characters of a message, as connectors/door.py
const NEAR = 850; // from here on the counter shows
const PATIENCE = 30_000; // milliseconds until an answer counts as lost
const PAUSE = 1000; // the counter is spoken when typing pauses, not at every key
const STORE = "aura-chat";
const RIGHT_TO_LEFT = ["ar", "fa", "he", "ps", "ur", "ckb"];

// As in conversations/redaction.py; the check character is not verified: a mistyped code is still somebody's.
const GAP = "[\\s.]{0,2}";
const PERSONAL_CODE = new RegExp(
  `(?:^|\\D)(0[1-9]|[12]\\d|3[01])${GAP}(0[1-9]|1[0-2])${GAP}\\d\\d${GAP}` +
    `[-+\\u2010-\\u2015\\u2212A-FU-Y]${GAP}\\d{3}${GAP}[0-9A-Y](?!\\d)`,
  "i",
);
const WEB_ADDRESS = /(https?:\/\/[^\s<>"”]*[^\s<>"”.,;:!?)\]}'])/i;

/**
 * Make an element. Strings among the children become text nodes, never markup; what is empty is left out.
 * @param {string} tag
 * @param {Record<string, any>} attributes a function listens to the event of its name
 * @param {...any} children
 * @returns {any}
 */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter(Boolean));
  return element;
}

/** A random id; crypto.randomUUID is missing outside https. */
function newKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @param {string} text counted as the server counts: characters, not UTF-16 units */
function length(text) {
  return [...text].length;
}

/** The text of saved messages: a line a paragraph, the address after a link. @param {Node} node @returns {string} */
function plain(node) {
  if (!(node instanceof Element)) return node.textContent ?? "";
  const text = [...node.childNodes].map(plain).join("");
  if (node.localName === "a") return text === node.getAttribute("href") ? text : `${text} (${node.getAttribute("href")})`;
  return ["p", "h3", "li"].includes(node.localName) ? `${text}\n` : node.localName === "div" ? `\n${text}\n` : text;
}

/** Wait until somebody looks at this tab again. */
function visible() {
  return new Promise((resolve) => document.addEventListener("visibilitychange", resolve, { once: true }));
}

/** Storage that may be forbidden: then the conversation lasts as long as the page. */
class Memory {
  /** @param {"localStorage" | "sessionStorage"} kind */
  constructor(kind) {
    this.kind = kind;
    /** @type {any} */
    this.value = null;
  }

  read() {
    try {
      return JSON.parse(window[this.kind].getItem(STORE) ?? "null");
    } catch {
      return this.value;
    }
  }

  /** @param {any} value null removes it */
  write(value) {
    this.value = value;
    try {
      if (value === null) window[this.kind].removeItem(STORE);
      else window[this.kind].setItem(STORE, JSON.stringify(value));
    } catch { /* kept in the page only */ }
  }
}

/** What goes over the wire: a session, messages with a key each, and a stream of events. */
class Gateway {
  /** @param {(event: Event_) => void} take @param {(online: boolean) => void} online */
  constructor(take, online) {
    this.take = take;
    this.online = online;
    this.token = "";
    this.last = 0; // of the stream: where it is taken up again
    /** @type {Set<number>} */
    this.seen = new Set(); // an answer comes twice: to who asked, and on the stream
    /** @type {AbortController | null} */
    this.stream = null;
  }

  /**
   * @param {string} path @param {RequestInit} options
   * @returns {Promise<Response>}
   */
  fetch(path, { headers, ...options } = {}) {
    const all = { ...headers, ...(this.token && { Authorization: `Bearer ${this.token}` }) };
    return fetch(new URL(path, API), { credentials: "omit", headers: all, ...options });
  }

  /** @param {Pending} message @returns {Promise<Response>} */
  send({ key, text, title, language }) {
    return this.fetch("messages", {
      method: "POST",
      headers: { "Content-Type": "application/json", "Idempotency-Key": key },
      body: JSON.stringify({ text, title, language }),
      signal: AbortSignal.timeout(PATIENCE),
    });
  }

  /** Read events until told to stop; a broken line is taken up where it broke. */
  async listen() {
    if (this.stream) return;
    const stream = (this.stream = new AbortController());
    let wait = 500;
    while (!stream.signal.aborted) {
      try {
        const headers = { "Last-Event-ID": String(this.last) };
        const response = await this.fetch("events", { headers, signal: stream.signal });
        if (response.status === 401) return this.take({ kind: "state", body: { deleted: true, expired: true } });
        if (!response.ok || !response.body) throw new Error(String(response.status));
        wait = 500;
        this.online(true);
        await this.read(response.body);
      } catch {
        if (stream.signal.aborted) return;
        this.online(false);
      }
      await new Promise((resolve) => setTimeout(resolve, wait));
      wait = Math.min(wait * 2, 15_000);
    }
  }

  /** @param {ReadableStream<Uint8Array>} body */
  async read(body) {
    const reader = body.getReader();
    const decoder = new TextDecoder();
    let rest = "";
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const blocks = (rest + decoder.decode(value, { stream: true })).split("\n\n");
      rest = blocks.pop() ?? "";
      for (const block of blocks) {
        const fields = Object.fromEntries(block.split("\n").map((line) => line.split(/: ?(.*)/s)));
        if (!fields.data) continue;
        const body = JSON.parse(fields.data);
        this.last = Number(fields.id) || this.last;
        this.receive({ id: Number(fields.id) || undefined, kind: fields.event, body });
        if (body.replaced) await visible(); // by a newer tab; seven tabs would push each other out for ever
      }
    }
  }

  /** Pass an event on once, whichever way it came first. @param {Event_} event */
  receive(event) {
    if (event.id && this.seen.has(event.id)) return;
    if (event.id) this.seen.add(event.id);
    this.take(event);
  }

  stop() {
    this.stream?.abort();
    this.stream = null;
  }

  close() {
    this.stop();
    this.token = "";
    this.last = 0;
    this.seen.clear();
  }
}

class AuraChat extends HTMLElement {
  static observedAttributes = ["lang"];

  constructor() {
    super();
    this.saved = new Memory("localStorage"); // {token, consent, language}: shared by the tabs
    this.tab = new Memory("sessionStorage"); // {open, pending, seen}: of this tab
    this.gateway = new Gateway((event) => this.take(event), (online) => this.tell(online ? "" : this.words.offline));
    /** @type {Record<string, any>} */
    this.words = {};
    /** @type {Record<string, any>} */
    this.loaded = {};
    /** @type {Pending[]} */
    this.pending = [];
    /** @type {Map<string, any>} */
    this.bubbles = new Map();
    this.name = "";
    this.language = ""; // of the widget's own words, once they are loaded
    this.unread = 0;
    this.current = false; // whether the history has been read
    this.choices = 0; // how often the person has pressed the language switch
    this.cards = 0;
  }

  connectedCallback() {
    this.leaving = new AbortController();
    this.name = this.getAttribute("title") ?? this.name;
    this.removeAttribute("title"); // or the browser would show it over everything inside
    if (!this.shadowRoot) this.build();
    const { signal } = this.leaving;
    // On a phone the keyboard covers the page; the panel takes what is left of it.
    const fit = () => this.panel.style.setProperty("--seen", `${window.visualViewport?.height ?? window.innerHeight}px`);
    window.visualViewport?.addEventListener("resize", fit, { signal });
    window.addEventListener("online", () => this.flush(), { signal });
    fit();
    if (this.gateway.token) this.gateway.listen(); // moved to another place of the page
    if (this.tab.read()?.open) this.open(false);
  }

  disconnectedCallback() {
    this.leaving?.abort();
    this.gateway.stop();
  }

  attributeChangedCallback() {
    if (this.launcher && !this.words.title) this.label();
    else if (this.launcher && !this.saved.read()) this.speak(this.firstLanguage());
  }

  // ---- building ----

  build() {
    const root = this.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    this.badge = make("span", { class: "badge", hidden: true });
    this.launcher = make(
      "button",
      { type: "button", part: "launcher", class: "launcher", "aria-expanded": "false", click: () => this.open() },
      make("span", { class: "mark", "aria-hidden": "true" }),
      (this.launcherText = make("span")),
      this.badge,
    );
    this.panel = make("section", { part: "panel", class: "panel", role: "dialog", "aria-labelledby": "title", hidden: true, inert: true });
    this.panel.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
      if (event.key === "Escape" && !event.isComposing) this.close();
    });
    root.append(this.launcher, this.panel);
    this.label();
  }

  label() {
    const code = this.firstLanguage();
    this.launcherText.textContent = this.name || LAUNCHER[code] || LAUNCHER.en;
    this.launcher.lang = code;
    this.dir = RIGHT_TO_LEFT.includes(code) ? "rtl" : "ltr";
  }

  /** Build the inside of the panel: once, when it is first opened. */
  furnish() {
    const word = (/** @type {string} */ name) => ({ "data-text": name });
    this.languages = make("select", { class: "plain", "data-label": "language", change: () => this.choose(this.languages.value) });
    this.menu = make(
      "details",
      { class: "menu" },
      make("summary", { "data-label": "menu" }, "⋯"),
      make(
        "div",
        {},
        this.entry("restart", () => this.say(this.words.restart_message)),
        this.entry("save_text", () => this.save("txt")),
        this.entry("save_html", () => this.save("html")),
        this.entry("delete", () => this.confirmDelete()),
        make("a", { ...word("privacy"), href: new URL("privacy", import.meta.url).href, target: "_blank", rel: "noopener" }),
      ),
    );
    this.notice = make("div", { class: "notice", tabindex: "-1", role: "group", "aria-labelledby": "notice-title" });
    this.log = make("div", { class: "log", role: "log", "aria-live": "off", "data-label": "conversation" });
    this.status = make("p", { class: "status", role: "status" });
    this.input = make("textarea", {
      rows: "1", id: "message", enterkeyhint: "send", autocomplete: "off", "aria-describedby": "warning counter",
      input: () => this.check(),
      keydown: (/** @type {KeyboardEvent} */ event) => {
        if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
        event.preventDefault();
        this.submit();
      },
    });
    this.warning = make("p", { id: "warning", class: "warning", role: "status" });
    this.counter = make("p", { id: "counter", class: "counter" });
    this.spoken = make("p", { class: "unseen", role: "status" });
    this.heading = make("h2", { id: "title" });
    this.scroller = make("div", { class: "scroll", tabindex: "0", "data-label": "conversation" }, this.notice, this.log, this.status);
    this.panel.append(
      make(
        "header",
        {},
        this.heading,
        this.languages,
        this.menu,
        make("button", { type: "button", class: "icon", "data-label": "close", click: () => this.close() }, "✕"),
      ),
      this.scroller,
      make(
        "form",
        { novalidate: true, submit: (/** @type {Event} */ event) => (event.preventDefault(), this.submit()) },
        make("div", { class: "row" }, make("label", { for: "message", ...word("message") }),
          make("button", { type: "button", class: "pill", ...word("human"), click: () => this.say(this.words.human_message) })),
        make("div", { class: "row field" }, this.input, make("button", { class: "send", ...word("send") })),
        this.warning, this.counter, this.spoken,
      ),
    );
    // A pressed button does not take the focus from someone who is writing.
    this.panel.addEventListener("mousedown", (/** @type {any} */ event) => {
      if (this.shadowRoot?.activeElement === this.input && event.target.closest("button")) event.preventDefault();
    });
  }

  /** @param {string} name @param {() => void} act */
  entry(name, act) {
    return make("button", { type: "button", "data-text": name, click: () => ((this.menu.open = false), act()) });
  }

  // ---- opening and closing ----

  /** @param {boolean} focus whether a person has pressed the button */
  async open(focus = true) {
    if (!this.panel.hidden) return;
    if (!this.input) this.furnish();
    this.panel.hidden = this.panel.inert = false;
    this.launcher.setAttribute("aria-expanded", "true");
    this.unread = 0;
    this.badge.hidden = true;
    const session = this.saved.read();
    await this.speak(session?.language ?? this.firstLanguage());
    if (this.panel.hidden) return; // closed again meanwhile
    if (!this.words.title) return this.offerAgain();
    this.tab.write({ ...this.tab.read(), open: true });
    if (session && !this.current) this.resume(session);
    else if (!session) this.showNotice();
    if (session) this.follow(this.opening());
    if (focus) (this.saved.read() ? this.start() : this.notice).focus({ preventScroll: true });
  }

  /** Where the focus goes: to the text field, but on a phone its keyboard would cover the answers. */
  start() {
    return matchMedia("(pointer: coarse)").matches ? this.scroller : this.input;
  }

  close() {
    this.panel.hidden = this.panel.inert = true;
    this.launcher.setAttribute("aria-expanded", "false");
    this.tab.write({ ...this.tab.read(), open: false });
    this.launcher.focus();
  }

  /** The words could not be loaded: nothing works yet but trying again. */
  offerAgain() {
    const again = make("button", { type: "button", class: "send", "aria-label": this.launcherText.textContent, click: () => (this.close(), this.open()) }, "↻");
    this.notice.replaceChildren(make("p", {}, `⚠ ${this.launcherText.textContent}`), again);
    again.focus();
  }

  /** @param {{token: string}} session */
  resume(session) {
    this.gateway.token = session.token;
    this.notice.hidden = true;
    this.pending = this.tab.read()?.pending ?? [];
    for (const message of this.pending) this.show(message);
    this.gateway.listen();
    this.flush();
  }

  // ---- language ----

  firstLanguage() {
    const wanted = [this.getAttribute("lang"), document.documentElement.lang, ...navigator.languages];
    const codes = wanted.map((tag) => tag?.split("-")[0].toLowerCase() ?? "");
    return codes.find((code) => Object.hasOwn(LAUNCHER, code)) ?? "en";
  }

  /** @param {string} code chosen by the person */
  choose(code) {
    this.choices += 1;
    const session = this.saved.read();
    if (session) this.saved.write({ ...session, language: code });
    this.speak(code);
  }

  /** Change the widget's own words; what has been said stays as it is. @param {string} code */
  async speak(code) {
    if (code === this.language) return;
    try {
      this.loaded[code] ??= await (await this.gateway.fetch(`words?language=${code}`)).json();
    } catch {
      if (!this.words.title) this.heading.textContent = this.launcherText.textContent;
      return this.tell(this.words.unreachable ?? "");
    }
    const { words, languages } = this.loaded[code];
    this.language = code;
    this.words = words;
    this.panel.lang = this.launcher.lang = code;
    this.dir = RIGHT_TO_LEFT.includes(code) ? "rtl" : "ltr";
    this.heading.textContent = this.name || "Aura";
    this.launcherText.textContent = this.name || words.launcher;
    for (const element of this.panel.querySelectorAll("[data-text]")) element.textContent = words[element.dataset.text];
    for (const element of this.panel.querySelectorAll("[data-label]")) element.setAttribute("aria-label", words[element.dataset.label]);
    this.languages.replaceChildren(
      ...Object.entries(languages).map(([value, name]) => make("option", { value, lang: value, selected: value === code }, name)),
    );
    this.input.placeholder = words.placeholder;
    if (!this.notice.hidden && this.notice.childElementCount) this.showNotice();
    this.check();
  }

  /** @param {string | undefined} code of a reply */
  wordsOf(code) {
    return this.loaded[code ?? ""]?.words ?? this.words;
  }

  // ---- notice and consent ----

  showNotice() {
    const { words } = this;
    const start = this.loaded[this.language];
    if (!start) return;
    this.notice.hidden = false;
    this.notice.replaceChildren(
      make("h3", { id: "notice-title" }, words.notice_title),
      make("p", { class: "lead" }, words.notice_automated),
      make("ul", {}, ["notice_help", "notice_advice", "notice_personal", "notice_human"].map((name) => make("li", {}, words[name]))),
      make("p", {}, words.notice_stored, " ", this.anchor(new URL("privacy", import.meta.url).href, words.privacy)),
      (this.held = make("p", { class: "held", role: "status" })),
      make("button", { type: "button", class: "send", click: () => this.accept() }, words.accept),
    );
  }

  /** Where the page wants the conversation to open. @returns {Record<string, string>} */
  opening() {
    const named = ["topic", "audience", "municipality"].map((name) => [name, this.getAttribute(name) ?? ""]);
    return Object.fromEntries(named.filter(([, value]) => value));
  }

  /** In a conversation that goes on, ask what the page's link is about: once. @param {Record<string, string>} opening */
  follow(opening) {
    const asked = JSON.stringify(opening);
    if (!opening.topic || this.tab.read()?.followed === asked) return;
    this.tab.write({ ...this.tab.read(), followed: asked });
    const { topics } = this.loaded[this.language];
    if (topics[opening.topic]) this.say(topics[opening.topic]);
  }

  /** The person agrees: a session begins, and what was written before is sent. */
  async accept() {
    const { language, choices } = this;
    const consent = this.loaded[language].consent;
    const opening = this.opening();
    const begin = (/** @type {object} */ more) =>
      this.gateway.fetch("session", {
        method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ consent, language, ...more }),
      });
    try {
      let response = await begin(Object.keys(opening).length ? { opening } : {});
      if (response.status === 422) response = await begin({}); // an old link to a topic that is no more
      if (!response.ok) return this.tell(await this.reason(response));
      const { token } = await response.json();
      this.saved.write({ token, consent, language });
      this.gateway.token = token;
    } catch {
      return this.tell(this.words.unreachable);
    }
    this.tell("");
    this.tab.write({ ...this.tab.read(), followed: JSON.stringify(opening) });
    this.notice.hidden = true;
    this.current = true; // there is no history
    this.log.setAttribute("aria-live", "polite");
    await new Promise(requestAnimationFrame); // what comes now is announced
    if (!opening.topic && !this.pending.length) this.greet(this.loaded[language]);
    this.gateway.listen();
    this.flush();
    if (choices === this.choices) this.start().focus({ preventScroll: true });
  }

  /** @param {{greeting: string, buttons: Button[]}} start */
  greet({ greeting, buttons }) {
    this.log.append(this.replyOf({ text: greeting, buttons, language: this.language }));
  }

  // ---- sending ----

  submit() {
    const text = this.input.value.trim();
    this.input.focus();
    if (length(text) > LIMIT) return this.speakCounter();
    if (!text) return;
    if (!this.words.title) return this.offerAgain();
    this.input.value = "";
    this.check();
    this.say(text);
  }

  /** @param {string} text what is sent @param {string} title what is shown */
  say(text, title = text) {
    const message = { key: newKey(), text, title, language: this.language };
    this.pending.push(message);
    this.show(message);
    if (!this.saved.read()) {
      this.held.textContent = this.words.held;
      return this.notice.querySelector("button").focus();
    }
    this.remember();
    this.flush();
  }

  remember() {
    this.tab.write({ ...this.tab.read(), pending: this.pending });
  }

  /** @param {Pending} message */
  show({ key, title, language }) {
    if (this.bubbles.has(key)) return;
    const bubble = make("div", { class: "message person", lang: language }, this.who("you_say"), make("p", { class: "bubble", dir: "auto" }, title));
    this.bubbles.set(key, bubble);
    this.log.append(bubble);
    this.reveal(bubble);
  }

  /** Scroll the conversation, and nothing around it, until `element` is at its top. @param {Element} element */
  reveal(element) {
    const { top } = this.scroller.getBoundingClientRect();
    this.scroller.scrollBy(0, element.getBoundingClientRect().top - top - 16);
  }

  /** Send what is waiting, one after another; the same key makes a repetition harmless. */
  async flush() {
    const { token } = this.gateway;
    if (this.sending || !token) return;
    this.sending = true;
    while (this.pending.length) {
      const [message] = this.pending;
      this.wait(true);
      const fault = await this.deliver(message);
      this.wait(false);
      if (token !== this.gateway.token) break; // the conversation was deleted meanwhile
      if (fault) {
        this.explain(message, fault);
        if (fault.retry) break;
      }
      this.pending.shift();
      this.remember();
    }
    this.sending = false;
  }

  /** @param {Pending} message @returns {Promise<{why: string, retry: boolean} | null>} */
  async deliver(message) {
    const { token } = this.gateway;
    try {
      const response = await this.gateway.send(message);
      if (response.ok) {
        const { events } = await response.json();
        for (const { id, kind, body } of events) if (token === this.gateway.token) this.gateway.receive({ id, kind, body });
        return null;
      }
      if (response.status === 401) {
        this.take({ kind: "state", body: { deleted: true, expired: true } });
        return null;
      }
      const later = response.status === 429 || response.status >= 500;
      return { why: later && response.status !== 429 ? this.words.failed : await this.reason(response), retry: later };
    } catch {
      return { why: this.words.unreachable, retry: true };
    }
  }

  /** @param {Response} response */
  async reason(response) {
    if (response.status === 429) return this.words.too_many;
    const { detail } = await response.json().catch(() => ({}));
    return typeof detail === "string" ? detail : `${this.words.refused} ${this.words.refused_hint}`;
  }

  /** Say under the message why it was not answered and what to do next. @param {Pending} message @param {{why: string, retry: boolean}} fault */
  explain(message, { why, retry }) {
    const bubble = this.bubbles.get(message.key);
    const block = make("div", { class: "message error", lang: this.language }, make("p", {}, why));
    if (retry) block.append(make("button", { type: "button", class: "pill", click: () => (this.input.focus(), this.flush()) }, this.words.retry));
    else if (!this.input.value) this.input.value = message.text; // to be changed and sent anew
    bubble?.querySelector(".error")?.remove();
    bubble?.append(block);
    this.reveal(bubble ?? block);
  }

  // ---- receiving ----

  /** @param {Event_} event */
  take({ kind, body }) {
    if (kind === "said") {
      this.show({ key: body.key, title: body.text, text: body.text, language: body.language });
      this.bubbles.get(body.key).querySelector(".error")?.remove();
    } else if (kind === "reply") this.receive(body);
    else if (body.deleted && this.gateway.token) this.forget(body.expired);
    else if (body.caught_up) this.catchUp();
  }

  /** From now on what comes is new: it is announced, and counted while the panel is closed. */
  catchUp() {
    if (this.current) return;
    this.current = true;
    requestAnimationFrame(() => this.log.setAttribute("aria-live", "polite"));
    const last = [...this.bubbles.values()].at(-1) ?? this.log.lastElementChild;
    if (last) this.reveal(last);
  }

  /** @param {Reply} reply */
  receive(reply) {
    const shown = this.replyOf(reply);
    this.log.append(shown);
    // The person's own later choice of language wins over that of a reply to an earlier message.
    if (this.current && reply.language && reply.language !== this.language && !this.choices) this.speak(reply.language);
    if (this.panel.hidden) {
      this.unread += 1;
      this.badge.hidden = false;
      this.badge.replaceChildren(String(this.unread), make("span", { class: "unseen" }, ` ${this.words.unread}`));
    } else if (this.current) {
      const asked = [...this.bubbles.values()].at(-1);
      this.reveal(asked ?? shown);
    }
  }

  /** @param {Reply} reply */
  replyOf({ text, buttons = [], custom = {}, language }) {
    const list = custom.checklist;
    const others = buttons.filter(({ title }) => title !== this.wordsOf(language).human); // it stands by the composer
    const lines = text && list ? text.split("\n").filter((line) => !/^\d+\. /.test(line)).join("\n").trim() : text;
    if (list) for (const old of this.log.querySelectorAll(".checklist")) old.parentElement.remove(); // the newest counts
    return make(
      "div",
      { class: "message aura", lang: language ?? this.language },
      this.who("aura_says", language),
      lines && this.paragraph(lines, language),
      custom.cards?.length && make("ol", { class: "cards", role: "list" }, custom.cards.map((card) => this.card(card, language))),
      list && this.checklist(list, language),
      others.length && this.pills(others, language, "replies"),
      custom.feedback && this.pills(custom.feedback, language, "rate"),
    );
  }

  /** @param {Button[]} buttons @param {string | undefined} language @param {"replies" | "rate"} kind */
  pills(buttons, language, kind) {
    const label = this.wordsOf(language)[kind];
    return make(
      "div",
      { class: `pills ${kind}`, role: "group", "aria-label": label },
      kind === "rate" && make("span", { "aria-hidden": "true" }, label),
      buttons.map((button) => make("button", { type: "button", class: "pill", click: () => this.say(button.payload, button.title) }, button.title)),
    );
  }

  /** @param {Card} card @param {string | undefined} language */
  card({ title, provider, text, why, facts = [], link, map, checked, source, demo, button }, language) {
    const id = `card-${(this.cards += 1)}`;
    const chips = facts.filter(Boolean).map((fact) => make("li", {}, fact));
    return make(
      "li",
      { class: "card" },
      demo && make("p", { class: "demo" }, demo),
      make("h3", { id }, this.anchor(link?.url, title, language)),
      provider && make("p", { class: "quiet" }, provider),
      text && make("p", {}, text),
      why && make("p", { class: "why" }, why),
      chips.length && make("ul", { class: "facts", role: "list" }, chips),
      make(
        "div",
        { class: "foot" },
        button && make("button", { type: "button", class: "pill", "aria-describedby": id, click: () => this.say(button.payload, `${button.title}: ${title}`) }, button.title),
        map && this.anchor(map.url, map.title, language, `: ${title}`),
        make("p", { class: "quiet" }, checked, checked && source?.url && " · ", source?.url && this.anchor(source.url, source.title, language, `: ${title}`)),
      ),
    );
  }

  /** @param {{title: string, items: Item[]}} list @param {string | undefined} language */
  checklist({ title, items }, language) {
    return make(
      "div",
      { class: "card" },
      make("h3", {}, title),
      make(
        "ol",
        { class: "checklist", role: "list" },
        items.map((item, n) => {
          const id = `item-${(this.cards += 1)}`;
          const box = make("input", { type: "checkbox", id, checked: item.done, "aria-disabled": String(item.done || !item.button) });
          box.addEventListener("click", (/** @type {Event} */ event) => {
            // A box that is ticked stays so, and keeps the focus, which a disabled one would lose.
            if (box.getAttribute("aria-disabled") === "true") return event.preventDefault();
            box.setAttribute("aria-disabled", "true");
            if (item.button) this.say(item.button.payload, item.button.title);
          });
          return make(
            "li",
            {},
            box,
            make("div", {}, make("label", { for: id }, `${n + 1}. ${item.title}`), item.who && make("p", { class: "quiet" }, item.who), item.bring && make("p", {}, item.bring),
              item.link?.url && make("p", {}, this.anchor(item.link.url, item.link.title, language, `: ${item.title}`))),
          );
        }),
      ),
    );
  }

  /** A text as it was written; web addresses in it become links. @param {string} text @param {string | undefined} language */
  paragraph(text, language) {
    const parts = text.split(WEB_ADDRESS).map((part, n) => (n % 2 ? this.anchor(part, part, language) : part));
    return make("p", { class: "bubble", dir: "auto" }, parts);
  }

  /** Only http and https are made clickable; `unseen` tells apart links that look alike.
   * @param {string | undefined} address @param {string} text @param {string} [language] @param {string} [unseen] */
  anchor(address, text, language, unseen = "") {
    if (!/^https?:\/\//i.test(address ?? "")) return text;
    const more = make("span", { class: "unseen" }, `${unseen} ${this.wordsOf(language).new_tab}`);
    return make("a", { href: address, target: "_blank", rel: "noopener" }, make("span", {}, text), more);
  }

  /** @param {"you_say" | "aura_says"} name @param {string} [language] */
  who(name, language) {
    return make("span", { class: "unseen" }, `${this.wordsOf(language)[name]} `);
  }

  /** @param {boolean} waiting */
  wait(waiting) {
    this.status.classList.toggle("typing", waiting);
    this.tell(waiting ? this.words.typing : "");
  }

  /** @param {string} text */
  tell(text) {
    if (this.status && this.status.textContent !== text) this.status.textContent = text;
  }

  // ---- keeping and deleting ----

  /** @param {"txt" | "html"} kind */
  save(kind) {
    const copy = this.log.cloneNode(true);
    for (const part of copy.querySelectorAll(".pills, button, .error")) part.remove();
    for (const part of copy.querySelectorAll("a .unseen")) part.remove();
    for (const part of copy.querySelectorAll("input")) part.replaceWith(part.checked ? "☑ " : "☐ ");
    for (const part of [copy, ...copy.querySelectorAll("*")]) {
      for (const name of part.getAttributeNames()) if (!["href", "lang", "dir"].includes(name)) part.removeAttribute(name);
    }
    let content = "";
    if (kind === "html") {
      const page = document.implementation.createHTMLDocument(this.words.title);
      page.documentElement.lang = this.language;
      page.body.append(make("h1", {}, this.words.title), copy);
      content = `<!doctype html><meta charset="utf-8">${page.documentElement.outerHTML}`;
    } else content = plain(copy).replace(/\n{3,}/g, "\n\n").trim();
    const address = URL.createObjectURL(new Blob([content], { type: kind === "html" ? "text/html" : "text/plain" }));
    const link = make("a", { href: address, download: `aura-${new Date().toISOString().slice(0, 10)}.${kind}`, hidden: true });
    this.shadowRoot?.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
    this.tell(this.words.saved);
  }

  confirmDelete() {
    const block = make(
      "div",
      { class: "message error", role: "alertdialog", "aria-label": this.words.delete },
      make("p", {}, this.words.delete_sure),
      make("div", { class: "pills" },
        make("button", { type: "button", class: "pill", click: () => (block.remove(), this.delete()) }, this.words.delete_yes),
        make("button", { type: "button", class: "pill", click: () => (block.remove(), this.input.focus()) }, this.words.delete_no)),
    );
    this.log.append(block);
    block.querySelector("button").focus();
  }

  async delete() {
    if (this.saved.read()) {
      try {
        const response = await this.gateway.fetch("session", { method: "DELETE" });
        if (!response.ok && response.status !== 401) return this.tell(this.words.failed);
      } catch {
        return this.tell(this.words.unreachable);
      }
    }
    this.forget(false);
  }

  /** Nothing is left in the browser. @param {boolean} expired whether the server no longer knows the session */
  forget(expired) {
    const unsent = expired ? this.pending : [];
    this.gateway.close();
    this.saved.write(null);
    this.tab.write(null);
    this.pending = [];
    this.bubbles.clear();
    this.current = false;
    this.log.setAttribute("aria-live", "off");
    this.log.replaceChildren();
    this.showNotice();
    this.tell(expired ? this.words.expired : this.words.deleted);
    for (const { text, title } of unsent) this.say(text, title); // held until the person agrees anew
    this.notice.focus();
  }

  // ---- composer ----

  /** Look at what is being typed: its height, its length, an identity code in it. */
  check() {
    const left = LIMIT - length(this.input.value.trim());
    const template = left < 0 ? this.words.characters_over : this.words.characters_left;
    if (!CSS.supports("field-sizing", "content")) {
      this.input.style.height = "auto";
      this.input.style.height = `${this.input.scrollHeight + 2}px`;
    }
    this.counter.textContent = left <= LIMIT - NEAR ? template.replace("{count}", Math.abs(left)) : "";
    this.input.setAttribute("aria-invalid", left < 0);
    const caution = PERSONAL_CODE.test(this.input.value) ? this.words.personal_code : "";
    if (this.warning.textContent !== caution) this.warning.textContent = caution; // spoken once, not at every key
    clearTimeout(this.pause);
    this.pause = setTimeout(() => this.speakCounter(), PAUSE);
  }

  speakCounter() {
    if (this.spoken.textContent !== this.counter.textContent) this.spoken.textContent = this.counter.textContent;
  }
}

const STYLE = `
:host{all:initial;--a:var(--aura-accent,#0b5560);--as:var(--aura-accent-strong,#073e47);--oa:var(--aura-on-accent,#fff);
--surface:var(--aura-surface,#fff);--ground:var(--aura-ground,#f2f6f6);--text:var(--aura-text,#14262b);--quiet:#4c6066;--line:#cfdadc;--edge:#6a8288;
--tint:#e0efee;--soft:#fdf4dd;--softedge:#d79a1e;--warn:#8f2d14;--warnground:#fdeee9;color-scheme:light dark;
font:var(--aura-font,1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif);color:var(--text);overflow-wrap:break-word}
@media (prefers-color-scheme:dark){:host(:not([scheme=light])){--a:var(--aura-accent-dark,#82d5da);--as:#b4ebee;--oa:#06282d;--surface:#172326;--ground:#0e1719;--text:#e7eff0;--quiet:#a7babe;
--line:#2d3e42;--edge:#71898e;--tint:#15343a;--soft:#302a18;--softedge:#d7a63e;--warn:#ffb59f;--warnground:#3a1e17}}
*,::before,::after{box-sizing:border-box}
[hidden]{display:none!important}
h2,h3,p,ul,ol{margin:0}
button,select,textarea,summary{font:inherit;color:inherit}
button,summary,select{cursor:pointer;touch-action:manipulation}
:focus-visible{outline:3px solid var(--a);outline-offset:2px}
a{color:var(--a);text-underline-offset:.2em}
a:hover{color:var(--as);text-decoration-thickness:2px}
.unseen{position:absolute;width:1px;height:1px;margin:-1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.launcher{position:fixed;z-index:2147483000;inset-block-end:max(1rem,env(safe-area-inset-bottom));inset-inline-end:1rem;display:flex;align-items:center;gap:.625rem;max-width:calc(100vw - 2rem);
min-height:3.25rem;padding:.5rem 1.25rem;border:2px solid transparent;border-radius:2rem;background:var(--a);color:var(--oa);font-weight:600;text-align:start;box-shadow:0 4px 16px rgb(0 0 0/25%)}
.launcher:focus-visible{outline-color:var(--text);box-shadow:0 0 0 2px var(--surface)}
:host([position=start]) :is(.launcher,.panel){inset-inline:1rem auto}
.mark{flex:none;width:1.5rem;height:1.25rem;border:2px solid;border-radius:.5rem .5rem .5rem 0}
.badge{min-width:1.5rem;padding-inline:.375rem;border:1px solid;border-radius:1rem;background:var(--warnground);color:var(--warn);text-align:center}
.launcher[aria-expanded=true]{visibility:hidden}
.panel{position:fixed;z-index:2147483001;inset-block-end:1rem;inset-inline-end:1rem;display:flex;flex-direction:column;width:26.5rem;max-width:calc(100vw - 2rem);height:min(44rem,calc(var(--seen,100vh) - 2rem));
border:1px solid var(--edge);border-radius:1.25rem;background:var(--ground);box-shadow:0 12px 48px rgb(0 0 0/30%);overflow:hidden}
header{display:flex;flex-wrap:wrap;align-items:center;gap:.25rem;padding:.5rem .5rem .5rem 1.25rem;border-block-end:1px solid var(--line);background:var(--surface)}
h2{flex:1;font-size:1.25rem;line-height:1.2}
h3{font-size:1.0625rem;line-height:1.3}
.plain,.icon,summary{min-height:2.75rem;min-width:2.75rem;padding-inline:.5rem;border:1px solid transparent;border-radius:.75rem;background:none;text-align:center;line-height:2.625rem;list-style:none}
.plain option{background:var(--surface);color:var(--text)}
summary::-webkit-details-marker{display:none}
.menu{position:relative}
summary{font-size:1.5rem;font-weight:700}
.menu>div{position:absolute;z-index:1;inset-inline-end:0;display:grid;width:max-content;max-width:18rem;padding:.5rem;border:1px solid var(--edge);border-radius:.75rem;background:var(--surface);box-shadow:0 6px 24px rgb(0 0 0/25%)}
.menu>div>*{min-height:2.75rem;padding:.5rem .75rem;border:0;border-radius:.5rem;background:none;color:inherit;text-align:start;text-decoration:none}
.notice .send{position:sticky;inset-block-end:0;box-shadow:0 0 0 1rem var(--tint)}
@media print{:host{display:none}}
.scroll{flex:1;display:flex;flex-direction:column;gap:1.25rem;padding:1rem;overflow-y:auto;overscroll-behavior:contain}
.scroll:focus-visible,.notice:focus-visible{outline-offset:-3px}
.notice{display:grid;gap:.625rem;padding:1rem 1.25rem;border:1px solid var(--line);border-radius:1rem;background:var(--tint)}
.notice ul{display:grid;gap:.375rem;padding-inline-start:1.125rem;font-size:.9375rem}
.lead,label,.held{font-weight:600}
.held:empty,.status:empty,.warning:empty,.counter:empty,.bubble:empty{display:none}
.send{min-height:3rem;padding:.5rem 1.25rem;border:1px solid transparent;border-radius:.75rem;background:var(--a);color:var(--oa);font-weight:600}
.log,.message{display:flex;flex-direction:column;gap:.75rem}
.log{gap:1.25rem}
.log:empty{display:contents}
.message{align-items:flex-start;scroll-margin:1rem}
.bubble{max-width:100%;padding:.625rem 1rem;border:1px solid var(--line);border-radius:.25rem 1.125rem 1.125rem;background:var(--surface);white-space:pre-line}
.person{align-items:flex-end}
.person .bubble{max-width:88%;border-color:var(--a);border-radius:1.125rem 1.125rem .25rem;background:var(--a);color:var(--oa)}
.pills{display:flex;flex-wrap:wrap;align-items:center;gap:.5rem}
.rate{font-size:.9375rem;color:var(--quiet)}
.pill{max-width:100%;min-height:2.5rem;padding:.3125rem 1rem;border:1px solid var(--a);border-radius:1.25rem;background:var(--surface);color:var(--a);font-weight:600;font-size:.9375rem;line-height:1.3}
.message:not(:last-child) .replies .pill{border-color:var(--edge);font-weight:400}
.error{padding:.75rem 1rem;border:1px solid var(--warn);border-radius:.75rem;background:var(--warnground);gap:.5rem}
.cards{display:grid;gap:.75rem;width:100%;padding:0;list-style:none}
.card{display:grid;grid-template-columns:minmax(0,1fr);gap:.5rem;width:100%;padding:.875rem 1rem;border:1px solid var(--line);border-radius:1rem;background:var(--surface)}
.card a{display:inline-block;padding-block:.125rem}
.quiet{color:var(--quiet);font-size:.875rem}
.demo{justify-self:start;padding:0 .625rem;border:1px dashed var(--warn);border-radius:.375rem;color:var(--warn);font-size:.8125rem;font-weight:600}
.why{padding:.375rem .75rem;border-inline-start:3px solid var(--softedge);background:var(--soft);font-size:.9375rem}
.facts{display:flex;flex-wrap:wrap;gap:.375rem;padding:0;list-style:none}
.facts li{padding:.125rem .625rem;border:1px solid transparent;border-radius:1rem;background:var(--ground);font-size:.875rem}
.foot{display:flex;flex-wrap:wrap;align-items:center;justify-content:space-between;gap:.5rem 1rem}
.checklist{display:grid;gap:.75rem;padding:0;list-style:none}
.checklist li{display:flex;gap:.75rem}
.checklist input{flex:none;width:1.5rem;height:1.5rem;margin:0;accent-color:var(--a)}
.checklist label{display:block;min-height:1.5rem}
.checklist :checked+div label{text-decoration:line-through}
.status{color:var(--quiet);font-size:.9375rem}
.typing::after{content:"…";display:inline-block;width:1em;overflow:hidden;vertical-align:bottom;animation:dots 1.2s steps(4) infinite}
@keyframes dots{from{width:0}}
form{padding:.5rem 1rem max(.75rem,env(safe-area-inset-bottom));border-block-start:1px solid var(--line);background:var(--surface)}
.row{display:flex;flex-wrap:wrap;align-items:center;justify-content:space-between;gap:.25rem .5rem}
.field{flex-wrap:nowrap;align-items:flex-end;margin-block-start:.5rem}
textarea{flex:1;min-width:0;min-height:3rem;max-height:8rem;padding:.6875rem .875rem;border:1px solid var(--edge);border-radius:.75rem;background:var(--surface);resize:none;field-sizing:content}
textarea::placeholder{color:var(--quiet);opacity:1}
[aria-invalid=true]{border-color:var(--warn)}
.warning{color:var(--warn);font-weight:600}
.counter{color:var(--quiet);font-size:.875rem;text-align:end}
@media (max-width:30rem),(max-height:30rem){:host([position]) .panel,.panel{inset:0 0 auto;width:100%;max-width:100%;height:var(--seen,100dvh);border:0;border-radius:0;padding-block-start:env(safe-area-inset-top)}}
@media (hover:hover){.launcher:hover,.send:hover{background:var(--as)}.icon:hover,summary:hover,.plain:hover,.menu>div>:hover{background:var(--tint)}
.message .pill:hover,.row .pill:hover{background:var(--tint);color:var(--as)}}
@media (forced-colors:active){.launcher,.send,.bubble,.facts li,.plain,.icon,summary{border-color:ButtonBorder}.person .bubble{border-width:2px}}
@media (prefers-reduced-motion:reduce){.typing::after{animation:none}}
@media (prefers-reduced-motion:no-preference){.scroll{scroll-behavior:smooth}.panel{animation:rise .15s ease-out}@keyframes rise{from{transform:translateY(1rem);opacity:0}}}
`;

if (!customElements.get("aura-chat")) customElements.define("aura-chat", AuraChat);
