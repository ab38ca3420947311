// A search field that hides what does not contain its words, while one types. It is not part of its form.
export function narrow() {
    for (const place of document.querySelectorAll('[data-narrow]')) {
        const list = document.getElementById(place.dataset.narrow);
        const field = place.querySelector('input');
        place.hidden = false;
        field.addEventListener('input', (event) => {
            event.stopPropagation();
            const some = show(list, field.value.trim().toLowerCase());
            place.querySelector('[data-narrow-none]').hidden = some;
        });
        field.addEventListener('keydown', (event) => {
            if (event.key === 'Enter') event.preventDefault();
        });
    }
}

/** Whether anything is left. */
function show(list, words) {
    let some = false;
    for (const group of list.querySelectorAll('[data-narrow-group]')) {
        const items = [...group.querySelectorAll('[data-narrow-item]')];
        for (const item of items) item.hidden = !item.textContent.toLowerCase().includes(words);
        group.hidden = items.every((item) => item.hidden);
        some ||= !group.hidden;
    }
    return some;
}
