package dev.baton.identity.web;

import dev.baton.identity.SignIn;
import dev.baton.identity.SignInLimit;
import dev.baton.identity.SignInRefused;
import dev.baton.identity.TooManyAttempts;
import dev.baton.platform.web.Redirect;
import dev.baton.tenant.OpenTo;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

import java.util.Locale;

/** The door: address and password, and back to where one was going. */
@Controller
class SignInController {

    private final SignIn signIn;
    private final ConsoleSession sessions;
    private final DeviceCookie devices;

    SignInController(SignIn signIn, ConsoleSession sessions, DeviceCookie devices) {
        this.signIn = signIn;
        this.sessions = sessions;
        this.devices = devices;
    }

    @OpenTo(OpenTo.Audience.EVERYBODY)
    @GetMapping("/login")
    ModelAndView show(
            @RequestParam(required = false) @Nullable String back, HttpServletRequest request) {
        var path = ReturnPath.of(back);
        if (Person.current().isPresent()) {
            return Redirect.to(path.value());
        }
        return page(new Credentials("", "", path.value()), Notice.of(request), HttpStatus.OK);
    }

    @OpenTo(OpenTo.Audience.EVERYBODY)
    @PostMapping("/login")
    ModelAndView signIn(
            Credentials credentials, HttpServletRequest request, HttpServletResponse response) {
        try {
            var proof =
                    signIn.check(
                            credentials.email(),
                            credentials.password(),
                            devices.origin(request));
            sessions.begin(proof, request, response);
            return Redirect.to(ReturnPath.of(credentials.back()).value());
        } catch (SignInRefused e) {
            return page(credentials, Notice.REFUSED, HttpStatus.UNAUTHORIZED);
        } catch (TooManyAttempts e) {
            e.retryAfter()
                    .ifPresent(
                            it ->
                                    response.setHeader(
                                            HttpHeaders.RETRY_AFTER,
                                            Long.toString(it.toSeconds() + 1)));
            e.headers().forEach(response::setHeader);
            var answer = page(credentials, Notice.of(e.scope()), HttpStatus.TOO_MANY_REQUESTS);
            return answer.addObject("minutes", e.arguments().getFirst());
        }
    }

    private static ModelAndView page(
            Credentials credentials, @Nullable Notice notice, HttpStatus status) {
        return new ModelAndView("identity/login", status)
                .addObject("form", credentials.withoutPassword())
                .addObject("notice", notice);
    }

    /** What was typed; the password never goes back to the page. */
    record Credentials(String email, String password, String back) {

        Credentials(@Nullable String email, @Nullable String password, @Nullable String back) {
            this.email = email == null ? "" : email;
            this.password = password == null ? "" : password;
            this.back = ReturnPath.of(back).value();
        }

        Credentials withoutPassword() {
            return new Credentials(email, "", back);
        }
    }

    /** Why the page is shown, when it is not the first visit. */
    enum Notice {
        ENDED("waiting"),
        AGAIN("waiting"),
        OUT("ok"),
        RESET("ok"),
        REFUSED("failed"),
        LIMITED_ACCOUNT("failed"),
        LIMITED_ADDRESS("failed");

        private final String state;

        Notice(String state) {
            this.state = state;
        }

        public String state() {
            return state;
        }

        public String messageKey() {
            return "identity.login." + name().toLowerCase(Locale.ROOT);
        }

        static Notice of(SignInLimit.Scope scope) {
            return switch (scope) {
                case ACCOUNT -> LIMITED_ACCOUNT;
                case ADDRESS -> LIMITED_ADDRESS;
            };
        }

        static @Nullable Notice of(HttpServletRequest request) {
            for (var notice : new Notice[] {ENDED, AGAIN, OUT, RESET}) {
                var name = notice.name().toLowerCase(Locale.ROOT);
                if (request.getParameterMap().containsKey(name)) {
                    return notice;
                }
            }
            return null;
        }
    }
}
