// The session's end: a warning while something can be done about it, then the way to the sign-in and back.
import { say } from './toasts.js';

const WARNED_BEFORE = 120;
const TOLD_EVERY = 120_000;

let end = Infinity;
let told = Date.now();
let stayed = 0;
let dialog;

export function session() {
    dialog = document.querySelector('[data-session-end]');
    if (!dialog) return;
    setInterval(look, 1000);
    dialog.querySelector('[data-session-stay]').addEventListener('click', stay);
    // Escape is as good a sign of life as any.
    dialog.addEventListener('cancel', stay);
    for (const sign of ['keydown', 'pointerdown']) {
        document.addEventListener(sign, () => {
            if (!dialog.open && Date.now() - told > TOLD_EVERY) void use();
        });
    }
}

/** The server says how many seconds are left; nothing is known while there is no stream. */
export function left(seconds) {
    end = Date.now() + seconds * 1000;
    // Only now it is known: at the end of its life no use makes a session longer.
    if (stayed && Number.isFinite(seconds) && seconds > WARNED_BEFORE) {
        say(dialog.dataset.sessionEnd);
        stayed = 0;
    }
}

/** Leads to the sign-in, which leads back here. What was typed is asked about by its form's guard. */
export function ended() {
    end = Infinity;
    location.assign(`/login?ended&back=${encodeURIComponent(location.pathname + location.search)}`);
}

function look() {
    const seconds = Math.round((end - Date.now()) / 1000);
    if (seconds <= 0) {
        ended();
    } else if (seconds > WARNED_BEFORE) {
        if (dialog.open) dialog.close();
    } else {
        const clock = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
        dialog.querySelector('[data-session-clock]').textContent = clock;
        if (!dialog.open && Date.now() - stayed > WARNED_BEFORE * 1000) dialog.showModal();
    }
}

async function stay() {
    dialog.close();
    stayed = Date.now();
    if (!(await use())) stayed = 0;
}

async function use() {
    told = Date.now();
    const headers = JSON.parse(document.body.getAttribute('hx-headers') ?? '{}');
    const answer = await fetch('/session/use', { method: 'POST', headers, redirect: 'manual' }).catch(() => null);
    if (answer?.status === 401 || answer?.type === 'opaqueredirect') ended();
    // The next beat of the stream says how long that is.
    if (answer?.ok) end = Infinity;
    return answer?.ok;
}
