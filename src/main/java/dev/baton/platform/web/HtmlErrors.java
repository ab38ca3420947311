package dev.baton.platform.web;

import dev.baton.platform.problem.Problem;
import dev.baton.platform.trace.CurrentTrace;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.ModelAndView;

import java.util.Locale;

/**
 * Tells people what the console refuses and why: a page with the way back, or for htmx a message
 * over the page that stays.
 */
@ControllerAdvice(annotations = Controller.class)
@Order(Ordered.LOWEST_PRECEDENCE)
class HtmlErrors {

    private final ProblemSentences sentences;

    HtmlErrors(ProblemSentences sentences) {
        this.sentences = sentences;
    }

    @ExceptionHandler(Problem.class)
    ModelAndView refuse(
            Problem problem,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale locale) {
        problem.headers().forEach(response::setHeader);
        problem.retryAfter()
                .ifPresent(
                        it ->
                                response.setHeader(
                                        HttpHeaders.RETRY_AFTER,
                                        Long.toString(
                                                Math.max(1, it.plusMillis(999).toSeconds()))));
        return Htmx.asks(request)
                ? overThePage(problem, request, response)
                : page(problem, request, locale);
    }

    private static ModelAndView overThePage(
            Problem problem, HttpServletRequest request, HttpServletResponse response) {
        response.setHeader("HX-Retarget", "#flash");
        response.setHeader("HX-Reswap", "outerHTML");
        var arguments = problem.arguments().stream().map(Object::toString).toArray(String[]::new);
        var trace = CurrentTrace.of(request).traceId();
        var answer = answer("layout/flash :: region", problem);
        answer.addObject(
                Flash.ATTRIBUTE, Flash.failed(trace, "problem." + problem.code(), arguments));
        return answer;
    }

    private ModelAndView page(Problem problem, HttpServletRequest request, Locale locale) {
        var answer = answer("error/problem", problem);
        answer.addObject("code", problem.status());
        answer.addObject("sentence", sentences.of(problem, locale));
        answer.addObject("back", PageBefore.of(request).orElse(null));
        answer.addObject("traceId", CurrentTrace.of(request).traceId());
        return answer;
    }

    private static ModelAndView answer(String view, Problem problem) {
        return new ModelAndView(view, HttpStatusCode.valueOf(problem.status()));
    }
}
