// Passwords: a button that shows what was typed.
export function reveal() {
    document.querySelectorAll('[data-reveal-button]').forEach((button) => (button.hidden = false));
    document.addEventListener('click', (event) => {
        const button = event.target.closest?.('[data-reveal-button]');
        const input = button?.closest('[data-reveal]').querySelector('input');
        if (!input) return;
        const shown = input.type === 'text';
        input.type = shown ? 'password' : 'text';
        button.setAttribute('aria-pressed', String(!shown));
        input.focus();
    });
    // Password managers and browsers look for the type when the form is sent.
    document.addEventListener('submit', (event) => {
        event.target.querySelectorAll('[data-reveal] input').forEach((input) => (input.type = 'password'));
    }, true);
}
