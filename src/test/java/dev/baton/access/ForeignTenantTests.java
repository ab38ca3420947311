package dev.baton.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.ConsoleBrowser;
import dev.baton.TestPeople;
import dev.baton.platform.Ids;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Whoever is of another tenant and knows an id learns nothing and changes nothing with it: each
 * route that takes an id answers as it answers an id that nothing has.
 */
@Tag("database")
@SpringBootTest
@AutoConfigureMockMvc
class ForeignTenantTests {

    /** Addresses whose variables are no ids of a tenant's things, and why. */
    private static final Map<String, String> NO_IDS =
            Map.ofEntries(
                    Map.entry("/preferences/{name}", "the name of a cookie"),
                    Map.entry("/styleguide/error/{status}", "a status to show"),
                    Map.entry("/api/v1/state/{namespace}", "each tenant has namespaces of its own"),
                    Map.entry("/api/v1/state/{namespace}/events", "each tenant has namespaces of its own"),
                    Map.entry("/api/v1/state/{namespace}/{key}", "each tenant has keys of its own"),
                    Map.entry("/api/v1/state/{namespace}/{key}/increment", "each tenant has keys of its own"),
                    Map.entry("/api/v1/locks/{name}", "each tenant has locks of its own"),
                    Map.entry("/api/v1/locks/{name}/renewal", "each tenant has locks of its own"),
                    Map.entry("/hooks/{token}", "the secret in the address is the right"),
                    Map.entry("/invitations/{token}", "the secret in the link is the right"),
                    Map.entry("/password-resets/{token}", "the secret in the link is the right"),
                    Map.entry("/invitations/{token}/acceptance", "the secret in the link is the right"));

    /** Addresses without ids that answer nobody of a tenant with 200, and why. */
    private static final Map<String, String> NO_LISTS =
            Map.of(
                    "/", "leads to the dashboard",
                    "/login", "whoever is signed in is led on",
                    "/no-tenant", "whoever has a tenant is led on",
                    "/webhooks/event-schema", "needs a type, which is the same for everybody");

    /** Kinds of things that some list of their owner shows. */
    private static final Set<String> IN_LISTS =
            Set.of(
                    "agent name",
                    "agent",
                    "key",
                    "account",
                    "invitation",
                    "view",
                    "connection",
                    "prompt",
                    "workflow",
                    "trigger",
                    "webhook",
                    "message",
                    "approval");

    /** Parameters that are no references, and why. */
    private static final Map<String, String> NO_REFERENCES =
            Map.of("after", "a position in a list, which any id may be");

    @Autowired MockMvcTester mvc;
    @Autowired ListableBeanFactory beans;
    @Autowired Possessions possessions;
    @Autowired TenantRows rows;

    private final List<String> wrong = new ArrayList<>();
    private int tried;
    private List<Route> routes = List.of();
    private Possessions.Owner owner;
    private Possessions.Owner stranger;
    private ConsoleBrowser browser;

    @BeforeEach
    void makeTenants() {
        routes = Routes.of(beans).stream().filter(Route::isOurs).toList();
        owner = possessions.owner(mvc);
        stranger = possessions.owner(mvc);
        browser = new ConsoleBrowser(mvc);
        assertThat(browser.signIn(stranger.person().email(), TestPeople.PASSWORD)).hasStatus(303);
    }

    @Test
    void answersAnIdInAnAddressAsOneThatNothingHas() {
        var before = rows.of(owner.tenant());

        for (var route : routes) {
            if (route.variables().isEmpty() || NO_IDS.containsKey(route.pattern())) {
                continue;
            }
            for (var variable : route.variables()) {
                if (!IdKinds.isPartOf(route, variable)) {
                    tryVariable(route, variable);
                }
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(tried).isGreaterThan(35);
        assertThat(rows.of(owner.tenant())).isEqualTo(before);
    }

    /** Else the test above would prove nothing: its own ids must open what a stranger's do not. */
    @Test
    void opensToItsOwnerWhatAStrangerCannotFind() {
        var own = new ConsoleBrowser(mvc);
        own.signIn(owner.person().email(), TestPeople.PASSWORD);

        for (var route : routes) {
            if (route.method() == HttpMethod.GET
                    && !route.variables().isEmpty()
                    && !NO_IDS.containsKey(route.pattern())
                    && !IdKinds.isForOperators(route)) {
                var path = route.path(variable -> owner.id(IdKinds.of(route, variable)));
                var answer = route.isApi() ? call(route, path, owner) : page(own, route, path);
                if (answer.getStatus() != 200) {
                    wrong.add(route + " -> " + answer.getStatus());
                }
            }
        }

        assertThat(wrong).isEmpty();
    }

    @Test
    void answersAnIdInAQueryAsOneThatNothingHas() {
        var before = rows.of(owner.tenant());

        for (var route : routes) {
            for (var parameter : idParameters(route)) {
                var kind = IdKinds.ofParameter(parameter);
                assertThat(owner.ids()).as("what %s names: %s", route, parameter).containsKey(kind);
                tryParameter(route, parameter, owner.id(kind));
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(rows.of(owner.tenant())).isEqualTo(before);
    }

    /**
     * Each tenant's agent is found by "agent", and all that it names bears the name of its agent.
     */
    @Test
    void showsAStrangerNothingOfAnotherTenantInAnyList() {
        var own = new ConsoleBrowser(mvc);
        own.signIn(owner.person().email(), TestPeople.PASSWORD);
        var shown = new HashSet<String>();

        for (var route : routes) {
            if (route.method() == HttpMethod.GET && route.variables().isEmpty()) {
                for (var path : List.of(route.pattern(), route.pattern() + "?q=agent")) {
                    shown.addAll(ofOwner(list(route, path, own, owner)));
                    tryList(route, path);
                }
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(tried).isGreaterThan(100);
        assertThat(shown)
                .as("what the owner's own lists show, or the test would prove nothing")
                .contains(owner.person().email())
                .containsAll(
                        owner.ids().entrySet().stream()
                                .filter(id -> IN_LISTS.contains(id.getKey()))
                                .map(Map.Entry::getValue)
                                .toList());
    }

    @Test
    void answersAnIdInABodyAsOneThatNothingHas() {
        var before = rows.of(owner.tenant());

        for (var body : IdBodies.ALL) {
            tried++;
            var foreign = send(body, owner.id(body.kind()));
            var missing = send(body, body.nothing());
            if (!foreign.equals(missing)) {
                wrong.add(body + ":\n  " + foreign + "\n  " + missing);
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(rows.of(owner.tenant())).isEqualTo(before);
    }

    /** A new field of a body that is an id must be tried too. */
    @Test
    void triesEveryIdThatABodyCanHold() {
        var known = IdBodies.ALL.stream().map(IdBodies.Body::field).toList();

        for (var route : routes) {
            for (var parameter : route.handler().getMethodParameters()) {
                if (parameter.hasParameterAnnotation(RequestBody.class)
                        || parameter.hasParameterAnnotation(ModelAttribute.class)) {
                    for (var field : ids(parameter.getGenericParameterType(), new HashSet<>())) {
                        if (!known.contains(field)) {
                            wrong.add(route + " takes " + field);
                        }
                    }
                }
            }
        }

        assertThat(wrong).isEmpty();
    }

    /** How many times a stranger has used an id that is not theirs. */
    int tried() {
        return tried;
    }

    private void tryVariable(Route route, String variable) {
        tried++;
        var foreign = owner.id(IdKinds.of(route, variable));
        var missing = missing(route, variable);
        var forForeign = answer(route, variable, foreign);
        var forMissing = answer(route, variable, missing);
        var status = forForeign.getStatus();
        if (status != 404 && !IdKinds.mayNotAskAtAll(route, status)) {
            wrong.add(route + " " + variable + " -> " + status + " " + text(forForeign, foreign));
        } else if (!text(forForeign, foreign).equals(text(forMissing, missing))) {
            wrong.add(
                    route
                            + " tells them apart:\n  "
                            + text(forForeign, foreign)
                            + "\n  "
                            + text(forMissing, missing));
        }
    }

    private void tryList(Route route, String path) {
        tried++;
        var answer = list(route, path, browser, stranger);
        var found = ofOwner(answer);
        if (!found.isEmpty()) {
            wrong.add("GET " + path + " shows " + found);
        }
        var status = answer.getStatus();
        if (status != 200
                && !NO_LISTS.containsKey(route.pattern())
                && !IdKinds.mayNotAskAtAll(route, status)) {
            wrong.add("GET " + path + " -> " + status);
        }
    }

    private MockHttpServletResponse list(
            Route route, String path, ConsoleBrowser as, Possessions.Owner caller) {
        return route.isApi() ? call(route, path, caller) : page(as, route, path);
    }

    /** What an answer tells of the owner's. */
    private List<String> ofOwner(MockHttpServletResponse answer) {
        var body = new String(answer.getContentAsByteArray(), StandardCharsets.UTF_8);
        return Stream.concat(
                        Stream.of(owner.person().email()),
                        owner.ids().entrySet().stream()
                                .filter(id -> !id.getKey().equals("1"))
                                .map(Map.Entry::getValue))
                .filter(body::contains)
                .toList();
    }

    private MockHttpServletResponse answer(Route route, String variable, String value) {
        var path =
                route.path(
                        other ->
                                other.equals(variable)
                                        ? value
                                        : stranger.id(IdKinds.of(route, other)));
        return route.isApi() ? call(route, path, stranger) : page(browser, route, path);
    }

    private void tryParameter(Route route, String parameter, String foreign) {
        tried++;
        var path = route.path(variable -> stranger.id(IdKinds.of(route, variable)));
        var missing = Ids.next().toString();
        var forForeign = query(route, path, parameter, foreign);
        var forMissing = query(route, path, parameter, missing);
        if (forForeign.getStatus() >= 500
                || forForeign.getStatus() != forMissing.getStatus()
                || !text(forForeign, foreign).equals(text(forMissing, missing))) {
            wrong.add(
                    route
                            + "?"
                            + parameter
                            + ":\n  "
                            + text(forForeign, foreign)
                            + "\n  "
                            + text(forMissing, missing));
        }
    }

    private MockHttpServletResponse query(
            Route route, String path, String parameter, String value) {
        if (route.method() == HttpMethod.GET) {
            var uri = path + "?" + parameter + "=" + value;
            return route.isApi() ? call(route, uri, stranger) : page(browser, route, uri);
        }
        return browser.ask(route.method(), path, route.headers(), Map.of(parameter, value))
                .getResponse();
    }

    private String send(IdBodies.Body body, String id) {
        var answer =
                body.json() != null
                        ? json(body.method(), body.path(), body.json().formatted(id), stranger)
                        : browser.ask(
                                        body.method(),
                                        body.path(),
                                        Map.of(),
                                        new LinkedHashMap<>(body.form(id)))
                                .getResponse();
        return answer.getStatus() + " " + text(answer, id);
    }

    private static String missing(Route route, String variable) {
        return route.pattern().startsWith("/traces/")
                ? UUID.randomUUID().toString().replace("-", "")
                : Ids.next().toString();
    }

    private MockHttpServletResponse call(Route route, String path, Possessions.Owner as) {
        return json(route.method(), path, IdKinds.body(route), as);
    }

    private MockHttpServletResponse json(
            HttpMethod method, String path, String body, Possessions.Owner as) {
        var request =
                mvc.method(method)
                        .uri(URI.create(path))
                        .header("Authorization", "Bearer " + as.key());
        if (method != HttpMethod.GET) {
            request.contentType(MediaType.APPLICATION_JSON).content(body);
        }
        return request.asyncExchange().getResponse();
    }

    private static MockHttpServletResponse page(ConsoleBrowser as, Route route, String path) {
        return as.ask(route.method(), path, route.headers(), IdKinds.form(route)).getResponse();
    }

    /** The answer without what is of the request rather than of the thing. */
    private static String text(MockHttpServletResponse answer, String id) {
        var body = new String(answer.getContentAsByteArray(), StandardCharsets.UTF_8);
        return body.replace(id, "<id>")
                        .replaceAll("<code title=\"<id>\">[^<]*", "<code>")
                        .replaceAll("\"trace_id\":\"[0-9a-f]{32}\"", "<trace>")
                        .replaceAll("[0-9a-f]{32}", "<trace>")
                        .replaceAll("nonce=\"[^\"]*\"", "<nonce>")
                        .replaceAll("name=\"_csrf\" value=\"[^\"]*\"", "<csrf>")
                        .replaceAll("X-XSRF-TOKEN[^}]*", "<csrf>")
                        .replaceAll("name=\"once\" value=\"[^\"]*\"", "<once>")
                        .replaceAll("/live\\?since=\\d+", "<live>")
                        .replaceAll("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z", "<time>")
                + Arrays.asList(answer.getContentType(), answer.getHeader("Location"));
    }

    private static List<String> idParameters(Route route) {
        return Arrays.stream(route.handler().getMethodParameters())
                .filter(parameter -> parameter.hasParameterAnnotation(RequestParam.class))
                .filter(parameter -> parameter.getParameterType() == UUID.class)
                .map(ForeignTenantTests::name)
                .filter(name -> !NO_REFERENCES.containsKey(name))
                .toList();
    }

    private static String name(MethodParameter parameter) {
        var name =
                Arrays.stream(parameter.getExecutable().getParameters())
                        .toList()
                        .get(parameter.getParameterIndex())
                        .getName();
        var annotation = parameter.getParameterAnnotation(RequestParam.class);
        return annotation == null || annotation.value().isEmpty() ? name : annotation.value();
    }

    /** Fields, also of what is nested, that are UUIDs or are named as ids. */
    private static List<String> ids(Type type, Set<Type> seen) {
        if (!seen.add(type)) {
            return List.of();
        }
        return switch (type) {
            case Class<?> record when record.isRecord() ->
                    Arrays.stream(record.getRecordComponents())
                            .flatMap(
                                    component ->
                                            isId(component.getGenericType(), component.getName())
                                                    ? List.of(
                                                            record.getSimpleName()
                                                                    + "."
                                                                    + component.getName())
                                                            .stream()
                                                    : ids(component.getGenericType(), seen)
                                                            .stream())
                            .toList();
            case ParameterizedType generic ->
                    Arrays.stream(generic.getActualTypeArguments())
                            .flatMap(argument -> ids(argument, seen).stream())
                            .toList();
            case GenericArrayType array -> ids(array.getGenericComponentType(), seen);
            default -> List.of();
        };
    }

    private static boolean isId(Type type, String name) {
        return type == UUID.class
                || (type instanceof ParameterizedType generic
                        && Arrays.asList(generic.getActualTypeArguments()).contains(UUID.class))
                || name.endsWith("Id");
    }
}
