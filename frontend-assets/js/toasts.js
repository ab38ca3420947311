// Messages: dismissed by hand, the good ones by themselves, later where there is something to undo; and a voice for what only screen readers need.
let voice;

export function toasts() {
    voice = Object.assign(document.createElement('div'), { className: 'visually-hidden' });
    voice.setAttribute('aria-live', 'polite');
    document.body.append(voice);
    document.addEventListener('click', (event) => event.target.closest?.('[data-dismiss]')?.closest('[data-toast]')?.remove());
    document.querySelectorAll('[data-toast]').forEach(fade);
    new MutationObserver((changes) => {
        for (const change of changes) change.addedNodes.forEach((it) => it.matches?.('[data-toast]') && fade(it));
    }).observe(document.body, { childList: true, subtree: true });
}

export function say(text) {
    voice.textContent = '';
    requestAnimationFrame(() => (voice.textContent = text));
}

function fade(toast) {
    if (!toast.classList.contains('toast-ok')) return;
    const leave = () => (toast.matches(':hover, :focus-within') ? setTimeout(leave, 2000) : toast.remove());
    setTimeout(leave, toast.querySelector('[data-undo]') ? 30_000 : 8000);
}
