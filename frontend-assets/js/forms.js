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
    addEventListener('pageshow', () => document.querySelectorAll('[aria-busy="true"]').forEach((it) => it.removeAttribute('aria-busy')));
    document.addEventListener('keydown', (event) => {
        if ((event.ctrlKey || event.metaKey) && event.key === 's') {
            const button = document.querySelector('[data-submit]');
            if (!button) return;
            event.preventDefault();
            button.click();
        }
    });
    document.querySelector('[data-focus]')?.focus();
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
