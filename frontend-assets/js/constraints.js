// A field that is left says what its own constraints have against it, in the page's language. The server decides all the same.
import { say } from './toasts.js';

export function constraints() {
    const template = document.getElementById('field-wrong');
    const typed = new WeakSet();
    let pressed = null;
    document.addEventListener('input', ({ target }) => typed.add(target));
    document.addEventListener('pointerdown', ({ target }) => (pressed = target), true);
    for (const name of ['pointerup', 'pointercancel']) {
        document.addEventListener(name, () => setTimeout(() => (pressed = null)), true);
    }
    document.addEventListener('focusout', ({ target: field }) => {
        // What has an answer of its own while it is filled in needs no second one.
        if (!field.matches('form[novalidate] .field :is(input, select, textarea):not([type=checkbox], [type=radio], [hx-post])')) return;
        const check = () => {
            if (field.isConnected && field !== document.activeElement) show(field, template, typed);
        };
        if (!pressed) {
            setTimeout(check);
        } else if (!pressed.closest('a, button')) {
            // Nothing moves away from under the pointer.
            document.addEventListener('pointerup', () => setTimeout(check), { once: true, capture: true });
        }
    });
}

function show(field, template, typed) {
    const id = field.getAttribute('aria-describedby')?.split(' ').find((it) => it.endsWith('-error'));
    const box = field.closest('.field');
    const told = id && document.getElementById(id);
    // What the server said holds until the value is another one; a note outside is about several fields.
    if (!id || (told && !(typed.has(field) && box.contains(told)))) return;
    typed.delete(field);
    const text = wrong(field, template.dataset);
    box.classList.toggle('has-error', text !== null);
    if (text === null) {
        told?.remove();
        field.removeAttribute('aria-invalid');
        return;
    }
    const note = template.content.firstElementChild.cloneNode(true);
    note.id = id;
    note.querySelector('span').textContent = text;
    const help = box.querySelector(':scope > .field-help');
    if (told) told.replaceWith(note);
    else if (help) help.before(note);
    else box.append(note);
    field.setAttribute('aria-invalid', 'true');
    say(`${field.labels[0]?.textContent.trim() ?? ''}: ${text}`);
}

function wrong({ validity, type, min, max }, texts) {
    if (validity.valid) return null;
    if (validity.badInput) return type === 'number' ? texts.number : texts.form;
    if (validity.valueMissing) return texts.missing;
    if (validity.typeMismatch) return texts[type];
    if (validity.rangeUnderflow) return texts.low.replace('{value}', limit(min));
    if (validity.rangeOverflow) return texts.high.replace('{value}', limit(max));
    return texts.form;
}

function limit(value) {
    return isNaN(value) ? value : Number(value).toLocaleString(document.documentElement.lang);
}
