package dev.baton.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.errors.InternalServerException;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import com.openai.errors.UnprocessableEntityException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import com.openai.models.models.Model;
import dev.baton.message.MessageFixture;
import dev.baton.message.MessageFixture.Caller;
import dev.baton.message.ServerTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;

/** OpenAI's own client, unchanged but for its base URL and key. */
@Tag("database")
@ServerTest
@Isolated
class OpenAiSdkTests {

    /** A tool as the SDK's users write it. */
    @com.fasterxml.jackson.annotation.JsonClassDescription("Tells the weather in a city")
    public static class GetWeather {
        public String city;
    }

    /** What an answer shall be like. */
    public static class Place {
        public String city;
        public int people;
    }

    @RegisterExtension
    static final WireMockExtension PROVIDER =
            WireMockExtension.newInstance().options(options().dynamicPort()).build();

    @Autowired private MessageFixture fixture;
    @Autowired private ApplicationContext context;

    private Caller caller;
    private OpenAIClient client;

    @BeforeEach
    void somebody() {
        caller = fixture.caller();
        client = client(caller.client().token());
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void chats() {
        var answer = client.chat().completions().create(asking("assistant").build());

        assertThat(text(answer)).contains("hello");
        assertThat(answer.choices().getFirst().finishReason())
                .isEqualTo(ChatCompletion.Choice.FinishReason.STOP);
        assertThat(answer.usage().orElseThrow().totalTokens()).isPositive();
    }

    @Test
    void streams() {
        var whole = ChatCompletionAccumulator.create();
        var parameters =
                asking("assistant")
                        .streamOptions(
                                ChatCompletionStreamOptions.builder().includeUsage(true).build())
                        .build();

        try (var stream = client.chat().completions().createStreaming(parameters)) {
            stream.stream().forEach(whole::accumulate);
        }

        assertThat(text(whole.chatCompletion())).contains("hello");
        assertThat(whole.chatCompletion().usage()).isPresent();
    }

    @Test
    void callsTools() {
        var asked = asking("assistant").addTool(GetWeather.class);

        var choice = client.chat().completions().create(asked.build()).choices().getFirst();

        assertThat(choice.finishReason())
                .isEqualTo(ChatCompletion.Choice.FinishReason.TOOL_CALLS);
        var call = choice.message().toolCalls().orElseThrow().getFirst().asFunction();
        assertThat(call.function().arguments(GetWeather.class).city).isNotNull();
        var answer =
                client.chat()
                        .completions()
                        .create(
                                asked.addMessage(choice.message())
                                        .addMessage(
                                                ChatCompletionToolMessageParam.builder()
                                                        .toolCallId(call.id())
                                                        .content("31 degrees")
                                                        .build())
                                        .build());
        assertThat(text(answer)).contains("31 degrees");
    }

    @Test
    void callsToolsInAStream() {
        var whole = ChatCompletionAccumulator.create();

        try (var stream =
                client.chat()
                        .completions()
                        .createStreaming(asking("assistant").addTool(GetWeather.class).build())) {
            stream.stream().forEach(whole::accumulate);
        }

        var call =
                whole.chatCompletion()
                        .choices()
                        .getFirst()
                        .message()
                        .toolCalls()
                        .orElseThrow()
                        .getFirst()
                        .asFunction();
        assertThat(call.function().arguments(GetWeather.class).city).isNotNull();
    }

    @Test
    void fillsAStructure() {
        var answer =
                client.chat()
                        .completions()
                        .create(asking("assistant").responseFormat(Place.class).build());

        assertThat(answer.choices().getFirst().message().content().orElseThrow().city).isNotNull();
    }

    @Test
    void listsModels() {
        assertThat(client.models().list().data())
                .extracting(Model::id)
                .contains("assistant", "echo");
        assertThat(client.models().retrieve("echo").id()).isEqualTo("echo");
    }

    @Test
    void saysThatAKeyIsNotValid() {
        var stranger = client("not-a-key");

        var failure =
                catchThrowableOfType(
                        UnauthorizedException.class,
                        () -> stranger.chat().completions().create(asking("echo").build()));
        stranger.close();

        assertThat(failure.code()).contains("invalid_api_key");
    }

    @Test
    void saysThatAModelDoesNotExist() {
        var failure =
                catchThrowableOfType(
                        NotFoundException.class,
                        () -> client.chat().completions().create(asking("nobody").build()));

        assertThat(failure.code()).contains("agent_not_found");
        assertThat(failure.getMessage()).contains("nobody");
    }

    @Test
    void saysWhichFieldIsRefused() {
        var failure =
                catchThrowableOfType(
                        UnprocessableEntityException.class,
                        () ->
                                client.chat()
                                        .completions()
                                        .create(
                                                asking("assistant")
                                                        .putAdditionalBodyProperty(
                                                                "api_base",
                                                                com.openai.core.JsonValue.from(
                                                                        "http://evil.example"))
                                                        .build()));

        assertThat(failure.param()).contains("api_base");
    }

    @Test
    void saysThatALimitIsReached() {
        var limited = client(fixture.caller(caller.tenant(), 1).client().token());
        limited.chat().completions().create(asking("echo").build());

        var failure =
                catchThrowableOfType(
                        RateLimitException.class,
                        () -> limited.chat().completions().create(asking("echo").build()));
        limited.close();

        assertThat(failure.code()).contains("rate_limited");
        assertThat(failure.headers().values("Retry-After")).hasSize(1);
    }

    @Test
    void saysThatNothingCanBeStored() {
        var commit = context.getBean("dev.baton.platform.commit.GroupCommit", SmartLifecycle.class);
        commit.stop();
        try {
            var failure =
                    catchThrowableOfType(
                            InternalServerException.class,
                            () -> client.chat().completions().create(asking("echo").build()));

            assertThat(failure.statusCode()).isEqualTo(503);
            assertThat(failure.code()).contains("commit_unavailable");
            assertThat(failure.headers().values("Retry-After")).hasSize(1);
        } finally {
            commit.start();
        }
    }

    @Test
    void doesNotTakeACutStreamForAWholeAnswer() {
        PROVIDER.stubFor(
                any(anyUrl())
                        .willReturn(
                                aResponse()
                                        .withHeader("Content-Type", "text/event-stream")
                                        .withBody(
                                                "data: {\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"one\"}}]}\n\n")));
        fixture.remote(
                caller.tenant(), "cut", PROVIDER.baseUrl() + "/v1", MessageFixture.HASTY);

        assertThatThrownBy(
                        () -> {
                            try (var stream =
                                    client.chat()
                                            .completions()
                                            .createStreaming(asking("cut").build())) {
                                stream.stream().forEach(chunk -> {});
                            }
                        })
                .isInstanceOf(OpenAIException.class);
    }

    private static ChatCompletionCreateParams.Builder asking(String model) {
        return ChatCompletionCreateParams.builder().model(model).addUserMessage("hello");
    }

    private static String text(ChatCompletion answer) {
        return answer.choices().getFirst().message().content().orElse("");
    }

    private OpenAIClient client(String key) {
        return OpenAIOkHttpClient.builder()
                .baseUrl("http://127.0.0.1:" + fixture.port() + "/v1")
                .apiKey(key)
                .maxRetries(0)
                .build();
    }
}
