package dev.baton.model.web;

import dev.baton.model.ExchangeDesk;
import dev.baton.model.NewRate;
import dev.baton.platform.web.Flash;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.tenant.TenantDirectory;

import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import java.time.Clock;

/** What a dollar is worth in the currencies that tenants pay in; for operators. */
@Controller
@RequestMapping("/providers/rates")
class ExchangeRatesController {

    private final ExchangeDesk desk;
    private final TenantDirectory tenants;
    private final Clock clock;

    ExchangeRatesController(ExchangeDesk desk, TenantDirectory tenants, Clock clock) {
        this.desk = desk;
        this.tenants = tenants;
        this.clock = clock;
    }

    /**
     * What a person types about a rate, as typed.
     *
     * @param effectiveFrom a date; empty for now
     */
    record RateForm(
            @Nullable String currency, @Nullable String rate, @Nullable String effectiveFrom) {

        NewRate toRate() {
            var zone = LocaleContextHolder.getTimeZone().toZoneId();
            return new NewRate(
                    currency,
                    Entry.day("effective_from", effectiveFrom, zone),
                    Entry.decimal("rate", rate));
        }
    }

    @GetMapping
    @Requires(Permission.SHARING_WRITE)
    ModelAndView list(Actor viewer, @RequestParam(defaultValue = "") String currency) {
        return page(new RateForm(currency, "", ""), HttpStatus.OK, viewer);
    }

    @PostMapping
    @Requires(Permission.SHARING_WRITE)
    ModelAndView set(
            Actor by,
            @ModelAttribute("form") RateForm form,
            BindingResult errors,
            RedirectAttributes redirect) {
        var set = FormRefusals.attempt(errors, () -> desk.set(form.toRate(), by));
        if (set.isEmpty()) {
            return page(form, HttpStatus.UNPROCESSABLE_CONTENT, by)
                    .addObject(BindingResult.MODEL_KEY_PREFIX + "form", errors);
        }
        redirect.addFlashAttribute(
                Flash.ATTRIBUTE, Flash.done("connection.rate.added", set.get().currency()));
        return new ModelAndView("redirect:/providers/rates");
    }

    private ModelAndView page(RateForm form, HttpStatus status, Actor viewer) {
        var board = RateBoard.of(desk.all(), tenants.currencies(viewer), clock.instant());
        return new ModelAndView("model/rates", status).addObject("form", form).addObject("board", board);
    }
}
