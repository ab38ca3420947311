// Rows that are picked: all of the page at once, a range with Shift, and the bar that counts them.
import { say } from './toasts.js';

const boxes = () => [...document.querySelectorAll('.pick input[name="id"]:not(:disabled)')];

export function picks() {
    let last = null;
    document.addEventListener('click', (event) => {
        const box = event.target.closest?.('.pick input');
        if (event.target.closest?.('[data-bulk-clear]')) pick(boxes(), false);
        if (!box) return;
        if (box.hasAttribute('data-pick-all')) {
            pick(boxes(), box.checked);
        } else {
            if (event.shiftKey && last?.isConnected) pick(between(last, box), box.checked);
            last = box;
            tell();
        }
    });
    document.addEventListener('change', (event) => {
        if (event.target.closest?.('[data-bulk]')) tell();
    });
    document.addEventListener('htmx:afterSettle', show);
    document.addEventListener('baton:renewed', show);
    addEventListener('pageshow', show);
    show();
}

export function pick(rows, checked) {
    for (const box of rows) box.checked = checked;
    if (!checked) document.querySelectorAll('[data-bulk] [name="all"]').forEach((it) => (it.checked = false));
    tell();
}

function between(one, other) {
    const all = boxes();
    const [from, to] = [all.indexOf(one), all.indexOf(other)].sort((a, b) => a - b);
    return all.slice(from, to + 1);
}

function tell() {
    show();
    const count = document.querySelector('.bulk-bar.is-active [data-bulk-count]');
    if (count) say(count.textContent);
}

function show() {
    const bar = document.querySelector('[data-bulk]');
    if (!bar) return;
    const all = boxes();
    const picked = all.filter((it) => it.checked).length;
    bar.classList.toggle('is-active', picked > 0 || bar.elements.all?.checked === true);
    const count = bar.querySelector('[data-bulk-count]');
    count.textContent = count.dataset.text.replace('{0}', String(picked));
    const head = document.querySelector('[data-pick-all]');
    if (!head) return;
    head.checked = picked > 0 && picked === all.length;
    head.indeterminate = picked > 0 && picked < all.length;
    head.disabled = all.length === 0;
}
