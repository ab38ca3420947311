// Reads an answer as server-sent events, each as soon as it is there: { type, data }.
export async function* events(body) {
    let rest = '';
    for await (const piece of pieces(body.pipeThrough(new TextDecoderStream()))) {
        const parts = (rest + piece).split(/\r?\n\r?\n/);
        rest = parts.pop();
        for (const part of parts) {
            const event = parse(part);
            if (event) yield event;
        }
    }
}

async function* pieces(stream) {
    const reader = stream.getReader();
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
}

function parse(text) {
    let type = 'message';
    const data = [];
    for (const line of text.split(/\r?\n/)) {
        if (line.startsWith('event:')) type = line.slice(6).trim();
        else if (line.startsWith('data:')) data.push(line.slice(5).replace(/^ /, ''));
    }
    return data.length ? { type, data: data.join('\n') } : null;
}
