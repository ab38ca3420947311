// Times: the exact one on focus, and a click or Enter shows all of the page in UTC and back.
import { say } from './toasts.js';

let utc = false;

export function times() {
    prepare(document);
    document.addEventListener('htmx:afterSettle', (event) => prepare(event.target));
    document.addEventListener('baton:renewed', (event) => prepare(event.detail));
    document.addEventListener('click', (event) => {
        const time = event.target.closest?.('time.moment[role="button"]');
        if (time) toggle(time);
    });
    document.addEventListener('keydown', (event) => {
        if ((event.key === 'Enter' || event.key === ' ') && event.target.matches?.('time.moment[role="button"]')) {
            event.preventDefault();
            toggle(event.target);
        }
    });
}

function prepare(part) {
    for (const time of part.querySelectorAll('time.moment[data-utc]')) {
        if (!time.closest('a, button, summary, label')) {
            time.setAttribute('role', 'button');
            time.setAttribute('tabindex', '0');
        }
        tell(time);
    }
}

function toggle(time) {
    utc = !utc;
    document.querySelectorAll('time.moment[data-utc]').forEach(tell);
    say(time.textContent);
}

function tell(time) {
    if (utc) {
        if (time.textContent !== time.dataset.utc) time.dataset.told = time.textContent;
        time.textContent = time.dataset.utc;
    } else if (time.dataset.told) {
        if (time.textContent === time.dataset.utc) time.textContent = time.dataset.told;
        delete time.dataset.told;
    }
}
