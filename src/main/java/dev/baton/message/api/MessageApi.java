package dev.baton.message.api;

import dev.baton.ledger.Entrance;
import dev.baton.message.MessageEnds;
import dev.baton.message.MessageExchange;
import dev.baton.message.MessageFilter;
import dev.baton.message.MessageInbox;
import dev.baton.message.MessageStatus;
import dev.baton.message.RequestReader;
import dev.baton.message.SseOutput;
import dev.baton.platform.Page;
import dev.baton.platform.problem.BadInput;
import dev.baton.platform.problem.FieldProblem;
import dev.baton.platform.problem.TimeParameter;
import dev.baton.platform.trace.CurrentTrace;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantId;
import dev.baton.work.WorkProgress;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Messages: asked and answered at once, piece by piece, or later. */
@RestController
@Tag(name = "Messages")
@RequestMapping("/api/v1/messages")
class MessageApi {

    private static final Duration LONGEST_FOLLOWED = Duration.ofMinutes(10);

    /** News may be missed while the database or the feed is away. */
    private static final Duration AT_LEAST_EVERY = Duration.ofSeconds(10);

    private final MessageExchange exchange;
    private final MessageInbox inbox;
    private final MessageEnds ends;
    private final RequestReader reader;
    private final MessageForm form;
    private final Clock clock;

    MessageApi(
            MessageExchange exchange,
            MessageInbox inbox,
            MessageEnds ends,
            RequestReader reader,
            MessageForm form,
            Clock clock) {
        this.exchange = exchange;
        this.inbox = inbox;
        this.ends = ends;
        this.reader = reader;
        this.form = form;
        this.clock = clock;
    }

    @Operation(
            operationId = "createMessage",
            summary = "Ask an agent: at once, piece by piece, or later",
            description =
                    """
                    With `Prefer: respond-async` the answer is 202 and the message is answered later. With an \
                    `Idempotency-Key` a repeat gets the first answer again, without a second call.""",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(ref = "MessageRequest"))))
    @Parameter(
            in = ParameterIn.HEADER,
            name = "Idempotency-Key",
            schema = @Schema(type = "string", minLength = 1, maxLength = 255))
    @Parameter(
            in = ParameterIn.HEADER,
            name = "Prefer",
            schema = @Schema(type = "string"),
            example = "respond-async")
    @ApiResponse(
            responseCode = "200",
            description = "The answer",
            content = {
                @Content(
                        mediaType = "application/json",
                        schema = @Schema(implementation = MessageJson.class)),
                @Content(
                        mediaType = "text/event-stream",
                        schema = @Schema(ref = "MessageStreamEvent"))
            })
    @ApiResponse(
            responseCode = "202",
            description = "It will be answered",
            headers = @Header(name = "Location", schema = @Schema(type = "string")),
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = MessageJson.class)))
    @ApiResponse(responseCode = "402")
    @ApiResponse(responseCode = "404")
    @ApiResponse(responseCode = "502")
    @ApiResponse(responseCode = "504")
    @PostMapping(consumes = "application/json")
    @Requires(Permission.MESSAGES_WRITE)
    void ask(
            Actor by,
            @RequestBody byte[] body,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var read =
                reader.message(
                        body, Entrance.MESSAGES, CurrentTrace.of(request), clock.instant());
        if (!prefersAsync(request)) {
            exchange.carry(by, read, body, form, request, response);
        } else if (read.stream()) {
            throw new BadInput(
                    "invalid_request",
                    "A message that is answered later cannot be streamed.",
                    new FieldProblem("stream", "ambiguous", "not with Prefer: respond-async"));
        } else {
            var accepted = form.accepted(read.question());
            exchange.accept(by, read.question(), body, accepted, request, response);
        }
    }

    @Operation(operationId = "getMessage", summary = "One message, with its answer once there is one")
    @GetMapping("/{id}")
    @Requires(Permission.MESSAGES_READ)
    MessageJson get(TenantId tenant, @PathVariable UUID id) {
        return shown(tenant, id);
    }

    @Operation(
            operationId = "followMessage",
            summary = "Follow a message until it has ended",
            description =
                    """
                    Server-sent events: how the message stands now, within ten seconds what has changed, and its end; \
                    each carries the whole message. A stream that ends without one was cut or has lasted ten minutes: ask again.""")
    @ApiResponse(
            responseCode = "200",
            description = "How it stands, and its end",
            content =
                    @Content(
                            mediaType = "text/event-stream",
                            schema = @Schema(ref = "MessageProgressEvent")))
    @GetMapping("/{id}/events")
    @Requires(Permission.MESSAGES_READ)
    void follow(TenantId tenant, @PathVariable UUID id, HttpServletResponse response)
            throws IOException, InterruptedException {
        var end = System.nanoTime() + LONGEST_FOLLOWED.toNanos();
        try (var wait = ends.of(id)) {
            var message = inbox.get(tenant, id);
            var progress = inbox.progress(message);
            try (var out = new SseOutput(response, wait::leave)) {
                out.write(form.progress(message, progress));
                while (!message.status().isFinal()
                        && System.nanoTime() < end
                        && wait.await(AT_LEAST_EVERY)) {
                    var before = progress;
                    message = inbox.get(tenant, id);
                    progress = inbox.progress(message);
                    if (message.status().isFinal() || hasMoved(before, progress)) {
                        out.write(form.progress(message, progress));
                    }
                }
            }
        }
    }

    /** A lease that is renewed is no news. */
    private static boolean hasMoved(@Nullable WorkProgress before, @Nullable WorkProgress now) {
        return now != null
                && (before == null
                        || before.running() != now.running()
                        || before.begun() != now.begun());
    }

    @Operation(
            operationId = "retryMessage",
            summary = "Try a message again that was given up after its last attempt")
    @PostMapping("/{id}/retry")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Requires(Permission.MESSAGES_WRITE)
    MessageJson retry(Actor by, @PathVariable UUID id) {
        inbox.tryAgain(by, id);
        return shown(by.tenant(), id);
    }

    private MessageJson shown(TenantId tenant, UUID id) {
        var message = inbox.get(tenant, id);
        return form.json(message, inbox.progress(message));
    }

    @Operation(operationId = "listMessages", summary = "Messages, newest first",
            description = "Answers of more than 16 KB are left out; a message by its id has its own.")
    @GetMapping
    @Requires(Permission.MESSAGES_READ)
    Page<MessageJson> list(
            TenantId tenant,
            @Parameter(description = "queued, completed, failed or cancelled")
                    @RequestParam @Nullable String status,
            @Parameter(description = "Id of the agent that was asked")
                    @RequestParam @Nullable UUID agent,
            @Parameter(description = "Asked then or later")
                    @RequestParam @Nullable Instant from,
            @Parameter(description = "Asked before then")
                    @RequestParam @Nullable Instant to,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam @Nullable UUID after) {
        TimeParameter.requireInRange("from", from);
        TimeParameter.requireInRange("to", to);
        var filter = new MessageFilter(status(status), agent, from, to);
        var size = Math.clamp(limit, 1, Page.MAX_LIMIT);
        var page = inbox.list(tenant, filter, after == null ? null : after.toString(), size);
        var progress = inbox.progress(tenant, page.data());
        return page.map(message -> form.json(message, progress.get(message.id())));
    }

    private static @Nullable MessageStatus status(@Nullable String wanted) {
        return wanted == null || wanted.isBlank()
                ? null
                : MessageStatus.ofWire(wanted).orElseThrow(() -> unknown(wanted));
    }

    private static BadInput unknown(String status) {
        return new BadInput(
                "invalid_request",
                "There is no status '" + status + "'.",
                new FieldProblem(
                        "status", "unknown", "one of queued, completed, failed, cancelled"));
    }

    /** RFC 7240: preferences are separated by commas, several headers count as one. */
    private static boolean prefersAsync(HttpServletRequest request) {
        return Collections.list(request.getHeaders("Prefer")).stream()
                .flatMap(header -> java.util.Arrays.stream(header.split(",")))
                .map(preference -> preference.split(";")[0].strip().toLowerCase(Locale.ROOT))
                .anyMatch("respond-async"::equals);
    }
}
