// Brings a part of the page up to date without moving what somebody reads, types or is about to press.

/** What is new in its lists stays out and is answered: rows that wait to be shown. */
export function renew(now, fresh) {
    const waiting = [];
    const later = [];
    const voice = now.getAttribute('aria-live');
    if (voice) now.setAttribute('aria-live', 'off');
    patch(now, fresh, waiting, later);
    if (waiting.length === 0) later.forEach(([old, next]) => patch(old, next, waiting));
    if (voice) setTimeout(() => now.setAttribute('aria-live', voice), 200);
    return waiting;
}

/** What stays the same when a row is drawn again. */
export function key(row) {
    return row.id || row.querySelector('a[href]')?.getAttribute('href') || row.textContent;
}

// They speak of the rows that are there, not of those that wait.
const ofRows = '.pager, [data-live-shown]';

function patch(now, fresh, waiting, later) {
    if (now.isEqualNode(fresh) || now.matches('input, select, textarea, [hx-preserve]')) return;
    if (later && now.matches(ofRows)) {
        later.push([now, fresh]);
        return;
    }
    if (now.localName === 'tbody') {
        rows(now, fresh, waiting);
        return;
    }
    attributes(now, fresh);
    const old = [...now.childNodes];
    const next = [...fresh.childNodes];
    if (!alike(old, next)) {
        if (!inUse(now)) now.replaceChildren(...next);
        return;
    }
    old.forEach((it, at) => {
        if (it.nodeType === Node.ELEMENT_NODE) patch(it, next[at], waiting, later);
        else if (it.nodeValue !== next[at].nodeValue) it.nodeValue = next[at].nodeValue;
    });
}

function rows(now, fresh, waiting) {
    const known = new Map([...now.rows].map((row) => [key(row), row]));
    const before = waiting.length;
    for (const row of [...fresh.rows]) {
        const old = known.get(key(row));
        known.delete(key(row));
        if (old) patch(old, row, waiting);
        else waiting.push(row);
    }
    // Rows that new ones have pushed to the next page stay until those are shown.
    if (waiting.length > before) return;
    for (const gone of known.values()) {
        if (!inUse(gone)) gone.remove();
    }
}

function alike(old, next) {
    return old.length === next.length && old.every((it, at) => it.nodeName === next[at].nodeName);
}

function inUse(part) {
    const focused = document.activeElement;
    return (part !== focused && part.contains(focused)) || part.querySelector('details[open], dialog[open], input:checked') !== null;
}

// Scripts look after these.
const kept = new Set(['tabindex', 'open', 'aria-live', 'aria-busy', 'role']);

function attributes(now, fresh) {
    for (const { name, value } of fresh.attributes) {
        if (!kept.has(name) && now.getAttribute(name) !== value) now.setAttribute(name, value);
    }
    for (const { name } of [...now.attributes]) {
        if (!kept.has(name) && !name.startsWith('data-told') && !fresh.hasAttribute(name)) now.removeAttribute(name);
    }
}
