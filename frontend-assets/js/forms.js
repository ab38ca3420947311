// Forms: busy buttons, no double submit, Ctrl-S, changes that are not lost by accident, focus on what is wrong.
export function forms() {
    const dirty = new Set();
    document.addEventListener('input', (event) => {
        const form = event.target.form;
        if (form?.hasAttribute('data-guard')) dirty.add(form);
    });
    document.addEventListener('submit', (event) => {
        if (event.defaultPrevented || event.target.method === 'get') return;
        dirty.delete(event.target);
        busy(event);
    });
    addEventListener('beforeunload', (event) => {
        for (const form of dirty) {
            if (form.isConnected) event.preventDefault();
        }
    });
    // What takes a changed form's place, or comes back with what was typed, is not saved either.
    document.addEventListener('htmx:afterSettle', () => {
        for (const form of [...dirty]) {
            if (form.isConnected) continue;
            dirty.delete(form);
            const heir = form.id && document.getElementById(form.id);
            if (heir?.hasAttribute('data-guard')) dirty.add(heir);
        }
    });
    document.querySelectorAll('form[data-guard]:is(:has(.error-summary, .conflict), :has(~ [data-unsaved]))').forEach((form) => dirty.add(form));
    addEventListener('pageshow', (event) => {
        if (event.persisted) document.querySelectorAll('[aria-busy="true"]').forEach((it) => it.removeAttribute('aria-busy'));
    });
    document.addEventListener('keydown', (event) => {
        if ((event.ctrlKey || event.metaKey) && event.key === 's') {
            const button = document.querySelector('[data-submit]');
            if (!button) return;
            event.preventDefault();
            button.click();
        }
    });
    document.addEventListener('input', (event) => grow(event.target.closest?.('[data-pairs] .pair:last-child')));
    document.querySelector('[data-focus]')?.focus();
}

// Typing into the last pair adds an empty one below, with the next index.
function grow(pair) {
    if (!pair) return;
    const at = pair.parentElement.children.length - 1;
    const next = pair.cloneNode(true);
    for (const it of next.querySelectorAll('input, label')) {
        for (const name of ['name', 'id', 'for', 'aria-label']) {
            const value = it.getAttribute(name);
            if (value) it.setAttribute(name, name === 'aria-label' ? value.replace(String(at + 1), String(at + 2)) : value.replace(at, at + 1));
        }
        if (it.type === 'text') it.value = '';
        if (it.type === 'checkbox') it.checked = false;
    }
    pair.after(next);
}

function busy(event) {
    const button = event.submitter;
    if (!button || button.name || event.target.target) return;
    if (button.getAttribute('aria-busy') === 'true') {
        event.preventDefault();
        return;
    }
    button.setAttribute('aria-busy', 'true');
}
