package dev.baton.gateway;

import dev.baton.message.MessageExchange;
import dev.baton.message.RequestReader;
import dev.baton.platform.trace.CurrentTrace;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** OpenAI's chat completions; {@code model} names an agent. */
@RestController
class ChatCompletionsApi {

    private final MessageExchange exchange;
    private final RequestReader reader;
    private final ChatCompletionForm form;
    private final Clock clock;

    ChatCompletionsApi(
            MessageExchange exchange,
            RequestReader reader,
            ChatCompletionForm form,
            Clock clock) {
        this.exchange = exchange;
        this.reader = reader;
        this.form = form;
        this.clock = clock;
    }

    @PostMapping(path = "/v1/chat/completions", consumes = "application/json")
    @Requires(Permission.MESSAGES_WRITE)
    void complete(
            Actor by,
            @RequestBody byte[] body,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var read = reader.chatCompletion(body, CurrentTrace.of(request), clock.instant());
        exchange.carry(by, read, body, form, request, response);
    }
}
