package dev.baton.gateway;

import dev.baton.message.MessageExchange;
import dev.baton.message.RequestReader;
import dev.baton.platform.trace.CurrentTrace;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** OpenAI's chat completions; {@code model} names an agent. */
@RestController
@Tag(name = "OpenAI")
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

    @Operation(
            operationId = "createChatCompletion",
            summary = "Ask an agent in OpenAI's form",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(ref = "ChatCompletionRequest"))))
    @Parameter(
            in = ParameterIn.HEADER,
            name = "Idempotency-Key",
            schema = @Schema(type = "string", minLength = 1, maxLength = 255))
    @ApiResponse(
            responseCode = "200",
            description = "The answer",
            content = {
                @Content(
                        mediaType = "application/json",
                        schema = @Schema(ref = "ChatCompletion")),
                @Content(
                        mediaType = "text/event-stream",
                        schema = @Schema(ref = "ChatCompletionStreamEvent"))
            })
    @ApiResponse(responseCode = "402")
    @ApiResponse(responseCode = "404")
    @ApiResponse(responseCode = "502")
    @ApiResponse(responseCode = "504")
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
