// Copies what a button carries, shows it and says it.
import { say } from './toasts.js';

export function copying() {
    document.addEventListener('click', async (event) => {
        const button = event.target.closest?.('[data-copy]');
        if (!button) return;
        await write(button.dataset.copy);
        button.classList.add('is-copied');
        say(button.dataset.copied);
        setTimeout(() => button.classList.remove('is-copied'), 1600);
    });
}

async function write(text) {
    try {
        await navigator.clipboard.writeText(text);
    } catch {
        const area = Object.assign(document.createElement('textarea'), { value: text, readOnly: true });
        document.body.append(area);
        area.select();
        document.execCommand('copy');
        area.remove();
    }
}
