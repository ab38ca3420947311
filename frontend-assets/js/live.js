// An open page hears that something changed and asks for itself again. Without this module one reloads.
import { events } from './sse.js';
import { key, renew } from './renew.js';
import { ended, left } from './session.js';
import { say } from './toasts.js';

const PACE = 2000;
const SILENCE = 30_000;
const HIDDEN = 10_000;
const LONGEST_REST = 30_000;
const AGAIN = 8000;
const PAUSED = 'baton.live.paused';
const HEADERS = { 'Baton-Background': 'live' };

export function live() {
    const control = document.querySelector('[data-live-stream]');
    if (control && window.fetch && window.TextDecoderStream) new LivePage(control).begin();
}

class LivePage {
    changed = new Set();
    state = 'connecting';
    paused = sessionStorage.getItem(PAUSED) === 'true';
    failures = 0;
    asked = 0;

    constructor(control) {
        this.control = control;
        this.button = control.querySelector('button');
    }

    begin() {
        this.control.hidden = !document.querySelector('main [data-live]');
        this.button.addEventListener('click', () => this.pause(!this.paused));
        document.addEventListener('visibilitychange', () => this.look());
        addEventListener('focus', () => this.look());
        addEventListener('online', () => this.look());
        // A page that leaves takes its stream along; the browser may keep the page itself.
        addEventListener('pagehide', () => this.stop());
        addEventListener('pageshow', (event) => event.persisted && this.look());
        this.show();
        this.look();
    }

    look() {
        clearTimeout(this.leaving);
        if (document.hidden) {
            this.leaving = setTimeout(() => this.stop(), HIDDEN);
        } else if (!this.stream && this.state !== 'elsewhere') {
            clearTimeout(this.returning);
            void this.listen();
        } else {
            this.schedule();
        }
    }

    stop() {
        this.stream?.abort();
    }

    async listen() {
        const stream = (this.stream = new AbortController());
        let rest = this.rest();
        try {
            this.watch();
            const answer = await fetch(this.control.dataset.liveStream, {
                headers: { ...HEADERS, Accept: 'text/event-stream' },
                cache: 'no-store',
                signal: stream.signal,
            });
            if (answer.status === 401) {
                rest = Infinity;
                ended();
            }
            if (answer.ok) {
                for await (const event of events(answer.body)) {
                    this.watch();
                    rest = this.hear(event) ?? rest;
                }
            }
        } catch {
            // Cut, refused or asleep: what follows is the same.
        }
        clearTimeout(this.watching);
        this.stream = null;
        left(Infinity);
        if (rest === Infinity || this.state === 'elsewhere') return;
        if (!document.hidden) {
            this.become('reconnecting');
            this.returning = setTimeout(() => this.look(), rest);
        }
    }

    /** No beat for so long: the connection only looks as if it stood, or the machine has slept. */
    watch() {
        clearTimeout(this.watching);
        this.watching = setTimeout(() => this.stop(), SILENCE);
    }

    rest() {
        this.failures += 1;
        return Math.min(LONGEST_REST, 500 * 2 ** this.failures) * (0.5 + Math.random() / 2);
    }

    /** Answers how long to rest after the stream, where the event says so. */
    hear({ type, data }) {
        if (type === 'open') {
            this.failures = 0;
            // The page may be older than the stream by a cut, or because nobody looked at it so far.
            if (this.opened || performance.now() > PACE) this.note(['everything']);
            this.opened = true;
            this.become('live');
        } else if (type === 'beat') {
            left(Number(data));
        } else if (type === 'changed') {
            this.note(data.split(' '));
        } else if (type === 'end') {
            return this.close(data);
        }
        return undefined;
    }

    close(why) {
        if (why === 'ended') ended();
        // Others of this person's pages have taken its place; it comes back when looked at.
        return why === 'again' ? 200 + Math.random() * 800 : Infinity;
    }

    note(kinds) {
        kinds.forEach((kind) => this.changed.add(kind));
        this.schedule();
    }

    schedule() {
        if (this.due || this.paused || document.hidden || !this.stream || this.regions().length === 0) return;
        this.due = setTimeout(() => void this.refresh(), Math.max(0, this.asked + PACE - Date.now()));
    }

    regions() {
        const all = [...document.querySelectorAll('[data-live][id]')];
        if (this.changed.has('everything')) return all;
        return all.filter((part) => part.dataset.live.split(' ').some((kind) => this.changed.has(kind)));
    }

    async refresh() {
        const parts = this.regions();
        const here = location.href;
        const kinds = [...this.changed];
        this.changed.clear();
        this.asked = Date.now();
        try {
            const page = await this.ask(here).catch(() => this.keep(kinds));
            // Meanwhile somebody may have filtered the list or gone on.
            if (page && location.href === here) parts.forEach((part) => this.renew(part, page));
        } finally {
            this.due = null;
            this.schedule();
        }
    }

    /** Nobody answered: what changed is asked for once more, after a while. */
    keep(kinds) {
        kinds.forEach((kind) => this.changed.add(kind));
        this.asked = Date.now() + AGAIN - PACE;
    }

    async ask(address) {
        const answer = await fetch(address, {
            headers: { ...HEADERS, Accept: 'text/html' },
            redirect: 'manual',
            signal: this.stream?.signal,
        });
        if (answer.status >= 500) throw new Error(`Answered ${answer.status}`);
        if (!answer.ok) return null;
        const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
        if (page.querySelector('[data-live-stream]')?.dataset.tenant === this.control.dataset.tenant) return page;
        // In another window this person has gone to another tenant: its rows have no place here.
        this.become('elsewhere');
        this.stop();
        return null;
    }

    renew(part, page) {
        const fresh = page.getElementById(part.id);
        if (!fresh || !part.isConnected || part.closest('.htmx-request')) return;
        // It is told once, so a page asked for again has none.
        const outcome = part.querySelector('.bulk-outcome');
        if (outcome) {
            part.before(outcome);
            part.normalize();
        }
        const whole = fresh.cloneNode(true);
        const waiting = renew(part, fresh);
        document.dispatchEvent(new CustomEvent('baton:renewed', { detail: part }));
        window.htmx?.process(part);
        this.offer(part, whole, waiting);
    }

    /** New rows wait behind a button. */
    offer(part, whole, waiting) {
        part.previousElementSibling?.matches('.live-new') && part.previousElementSibling.remove();
        if (waiting.length === 0) return;
        const count = new Intl.NumberFormat(document.documentElement.lang).format(waiting.length);
        const more = waiting.length === whole.querySelector('tbody').rows.length ? '+' : '';
        const button = Object.assign(document.createElement('button'), { type: 'button', className: 'btn btn-sm' });
        button.textContent = this.control.dataset.new.replace('{0}', count + more);
        const room = Object.assign(document.createElement('div'), { className: 'live-new' });
        room.append(button);
        button.addEventListener('click', () => {
            room.remove();
            part.replaceChildren(...whole.childNodes);
            window.htmx?.process(part);
            document.dispatchEvent(new CustomEvent('baton:renewed', { detail: part }));
            const first = [...part.querySelectorAll('tbody > tr')].find((row) => key(row) === key(waiting[0]));
            first?.querySelector('a[href]')?.focus();
        });
        part.before(room);
        say(button.textContent);
    }

    pause(paused) {
        this.paused = paused;
        sessionStorage.setItem(PAUSED, String(paused));
        this.show();
        if (!paused) this.note(['everything']);
    }

    become(state) {
        if (this.state === state) return;
        const lost = state !== 'live' && this.state === 'live';
        this.state = state;
        this.show();
        if (lost && !this.paused) say(this.control.querySelector('[data-state]:not([hidden])').textContent.trim());
    }

    show() {
        const state = this.paused && this.state === 'live' ? 'paused' : this.state;
        this.control.querySelectorAll('[data-state]').forEach((word) => (word.hidden = word.dataset.state !== state));
        const label = this.button.dataset[this.paused ? 'resume' : 'pause'];
        this.button.title = label;
        this.button.querySelector('[data-label]').textContent = label;
    }
}
