package dev.baton.identity.web;

import dev.baton.identity.Account;
import dev.baton.identity.AccountDirectory;
import dev.baton.identity.AccountId;
import dev.baton.identity.Profile;
import dev.baton.identity.SignedInSessions;
import dev.baton.platform.problem.EditedMeanwhile;
import dev.baton.platform.web.EditConflict;
import dev.baton.platform.web.Flash;
import dev.baton.platform.web.Redirect;
import dev.baton.tenant.Actor;
import dev.baton.tenant.OpenTo;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.jspecify.annotations.Nullable;
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

import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** One's own account: how one is called and spoken to, and where one is signed in. */
@Controller
@RequestMapping("/profile")
class ProfileController {

    private final AccountDirectory accounts;
    private final SignedInSessions sessions;
    private final ProfileChoices choices;

    ProfileController(
            AccountDirectory accounts, SignedInSessions sessions, ProfileChoices choices) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.choices = choices;
    }

    @OpenTo(OpenTo.Audience.SIGNED_IN)
    @GetMapping
    ModelAndView show(Actor actor, HttpServletRequest request) {
        var own = accounts.get(new AccountId(actor.requiredId()));
        return new ModelAndView("identity/profile")
                .addObject("email", own.email().value())
                .addObject("passwordChangedAt", own.passwordChangedAt())
                .addObject(
                        "sessions",
                        sessions.of(own.id(), sessionId(request)).stream()
                                .map(SessionRow::of)
                                .toList());
    }

    @OpenTo(OpenTo.Audience.SIGNED_IN)
    @GetMapping("/edit")
    ModelAndView form(Actor actor) {
        var own = accounts.get(new AccountId(actor.requiredId()));
        return form(HttpStatus.OK).addObject("form", ProfileForm.of(own));
    }

    @OpenTo(OpenTo.Audience.SIGNED_IN)
    @PostMapping
    ModelAndView change(
            @Valid @ModelAttribute("form") ProfileForm typed,
            BindingResult errors,
            @RequestParam(name = EditConflict.TAKEN, defaultValue = "") Set<String> taken,
            Actor actor,
            RedirectAttributes redirect) {
        if (errors.hasErrors()) {
            return form(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        var own = new AccountId(actor.requiredId());
        var form = EditConflict.merged(typed, ProfileForm.of(accounts.get(own)), taken);
        try {
            accounts.change(form.profile(), form.version(), actor);
        } catch (EditedMeanwhile late) {
            return conflict(form, accounts.get(own));
        }
        redirect.addFlashAttribute(Flash.ATTRIBUTE, Flash.done("identity.profile.saved"));
        return Redirect.to("/profile");
    }

    @OpenTo(OpenTo.Audience.SIGNED_IN)
    @PostMapping("/sessions/others/end")
    ModelAndView endOthers(Actor actor, HttpServletRequest request, RedirectAttributes redirect) {
        var ended = sessions.endAll(new AccountId(actor.requiredId()), sessionId(request));
        redirect.addFlashAttribute(
                Flash.ATTRIBUTE,
                Flash.done("identity.profile.sessions.ended", Integer.toString(ended)));
        return Redirect.to("/profile");
    }

    /** One's own change in another window: of the language or the theme, say. */
    private ModelAndView conflict(ProfileForm form, Account now) {
        var newer = EditConflict.over(form, now.version());
        return EditConflict.between(
                        form,
                        ProfileForm.of(now),
                        _ -> true,
                        Map.of(
                                "language", choices.languages(),
                                "theme", choices.themes(),
                                "zone", choices.zones()),
                        now.email().value(),
                        null)
                .on(form(HttpStatus.CONFLICT), newer);
    }

    private ModelAndView form(HttpStatus status) {
        return new ModelAndView("identity/profile-edit", status)
                .addObject("languages", choices.languages())
                .addObject("themes", choices.themes())
                .addObject("zones", choices.zones());
    }

    private static String sessionId(HttpServletRequest request) {
        return request.getSession().getId();
    }

    record ProfileForm(
            @NotBlank @Size(max = 120) String name,
            @NotBlank @KnownLanguage String language,
            @NotBlank @Pattern(regexp = "system|light|dark") String theme,
            @Nullable @KnownZone String zone,
            long version) {

        static ProfileForm of(Account account) {
            var profile = account.profile();
            return new ProfileForm(
                    profile.name(),
                    profile.language().toLanguageTag(),
                    profile.theme(),
                    profile.zone() == null ? "" : profile.zone().getId(),
                    account.version());
        }

        Profile profile() {
            var zoneId = zone == null || zone.isBlank() ? null : ZoneId.of(zone);
            return new Profile(name.strip(), Locale.forLanguageTag(language), theme, zoneId);
        }
    }
}
