// Theme, density, navigation and keys change at once; the form then only tells the server.
const attributes = { theme: 'data-bs-theme', density: 'data-density', nav: 'data-nav', keyboard: 'data-keyboard' };

export function preferences() {
    document.addEventListener('submit', (event) => {
        const form = event.target;
        const attribute = attributes[form.dataset?.preference];
        const button = event.submitter;
        if (!attribute || !button) return;
        event.preventDefault();
        const data = new FormData(form, button);
        fetch(form.action, { method: 'POST', body: new URLSearchParams(data), redirect: 'manual', keepalive: true });
        apply(attribute, button.value);
        reflect(form, button);
    });
}

function apply(attribute, value) {
    const root = document.documentElement;
    if (value === 'system') root.removeAttribute(attribute);
    else root.setAttribute(attribute, value);
}

function reflect(form, button) {
    if (form.dataset.preference === 'nav') {
        button.value = button.value === 'icons' ? 'wide' : 'icons';
        const label = button.dataset[button.value];
        button.title = label;
        button.querySelector('span').textContent = label;
        return;
    }
    for (const other of form.querySelectorAll('[aria-pressed]')) {
        other.setAttribute('aria-pressed', String(other === button));
    }
}
