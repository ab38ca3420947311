// Try it: shows the answer as it comes. Without this module the form leads to a page with the whole answer.
import { ended } from './session.js';
import { events } from './sse.js';

// What stops the answer that is coming, by panel.
const running = new WeakMap();

export function trials() {
    document.addEventListener('submit', (event) => {
        const send = event.submitter?.closest('[data-trial-send]');
        if (!send || event.defaultPrevented) return;
        event.preventDefault();
        void run(send, event.target);
    });
    document.addEventListener('click', (event) => {
        running.get(event.target.closest?.('[data-trial-stop]')?.closest('[data-trial-panel]'))?.abort();
    });
}

async function run(send, form) {
    const view = outputs(send);
    if (running.has(view.panel)) return;
    const stop = new AbortController();
    running.set(view.panel, stop);
    begin(view);
    try {
        await ask(send.hasAttribute('formaction') ? send.formAction : form.action, form, stop.signal, view);
    } catch {
        if (!stop.signal.aborted) fail(view, view.result.dataset.unreachable);
    } finally {
        running.delete(view.panel);
        end(view);
    }
}

async function ask(address, form, signal, view) {
    const answer = await fetch(address, {
        method: 'POST',
        body: new URLSearchParams(new FormData(form)),
        headers: { Accept: 'text/event-stream' },
        signal,
    });
    if (answer.status === 401) {
        ended();
        return;
    }
    if (!answer.ok || !answer.headers.get('content-type')?.startsWith('text/event-stream')) {
        fail(view, view.result.dataset.unreachable);
        return;
    }
    let finished = false;
    for await (const { type, data } of events(answer.body)) {
        finished = show(view, type, JSON.parse(data)) || finished;
    }
    if (!finished && !signal.aborted) fail(view, view.result.dataset.unreachable);
}

/** Whether the event ends the answer. */
function show(view, type, data) {
    switch (type) {
        case 'delta':
            view.text.append(data.text);
            return false;
        case 'done':
            facts(view, data);
            return true;
        case 'failed':
            fail(view, data.message);
            return true;
        default:
            return false;
    }
}

function outputs(send) {
    const panel = send.closest('[data-trial-panel]');
    return {
        panel,
        result: panel.querySelector('[data-trial-result]'),
        text: panel.querySelector('[data-trial-text]'),
        facts: panel.querySelector('[data-trial-facts]'),
        failure: panel.querySelector('[data-trial-failure]'),
        send,
        stop: panel.querySelector('[data-trial-stop]'),
    };
}

function begin(view) {
    view.result.hidden = false;
    view.text.hidden = false;
    view.text.replaceChildren();
    view.facts.replaceChildren();
    view.failure.hidden = true;
    view.send.setAttribute('aria-busy', 'true');
    view.stop.hidden = false;
    view.result.setAttribute('aria-busy', 'true');
}

function end(view) {
    view.send.removeAttribute('aria-busy');
    view.stop.hidden = true;
    view.result.removeAttribute('aria-busy');
}

function fail(view, message) {
    view.text.hidden = view.text.textContent === '';
    view.failure.hidden = false;
    view.failure.querySelector('span').textContent = message;
}

// What is missing is left out.
function facts(view, { cost, latency, tokens, decision_id: decision }) {
    const items = [];
    if (cost) items.push(text(cost));
    if (latency) items.push(text(latency));
    if (tokens) items.push(text(view.result.dataset.tokens.replace('{0}', tokens)));
    if (decision) items.push(Object.assign(text(view.result.dataset.why, 'a'), { href: `/decisions/${decision}` }));
    view.facts.replaceChildren(...items);
}

function text(content, tag = 'span') {
    return Object.assign(document.createElement(tag), { textContent: content });
}
