package dev.baton.model.web;

import dev.baton.model.Connection;
import dev.baton.model.InvalidConnection;
import dev.baton.platform.web.EditConflict;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.validation.BeanPropertyBindingResult;
import org.springframework.validation.BindingResult;
import org.springframework.web.servlet.ModelAndView;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** The form for a connection, new or not. */
@Component
class ConnectionEditor {

    private static final int LONGEST_MODEL = 120;

    /** What the form says of secrets is not what is stored; the rest cannot be changed. */
    private static final Set<String> UNCOMPARED =
            Set.of("apiKey", "removeKey", "headers", "removeHeaders", "models", "provider");

    private final ProviderChoices choices;

    ConnectionEditor(ProviderChoices choices) {
        this.choices = choices;
    }

    ModelAndView page(@Nullable Connection edited, ConnectionForm form, HttpStatus status) {
        var address = edited == null ? "/providers" : "/providers/" + edited.id().value();
        return new ModelAndView("model/form", status)
                .addObject("form", form.shown())
                .addObject("connection", edited)
                .addObject("script", ConnectionScript.of(edited))
                .addObject("kinds", choices.kinds())
                .addObject("addresses", choices.addresses())
                .addObject("action", address)
                .addObject("cancel", address);
    }

    /** The page again, with what is wrong but without the secrets that were typed. */
    ModelAndView refused(@Nullable Connection edited, ConnectionForm form, BindingResult errors) {
        askForSecrets(form, errors);
        var shown = new BeanPropertyBindingResult(form.shown(), "form");
        errors.getAllErrors().forEach(shown::addError);
        return page(edited, form, HttpStatus.UNPROCESSABLE_CONTENT)
                .addObject(BindingResult.MODEL_KEY_PREFIX + "form", shown);
    }

    /** The page again, with what somebody else has saved, to take or to overrule. */
    ModelAndView conflict(Connection edited, ConnectionForm form) {
        var conflict =
                EditConflict.between(
                        form,
                        ConnectionForm.of(edited),
                        field -> !UNCOMPARED.contains(field),
                        Map.of(),
                        edited.changedBy().orElse(null),
                        edited.changedAt().orElse(null));
        var newer = EditConflict.over(form, edited.version()).shown();
        var errors = new BeanPropertyBindingResult(newer, "form");
        askForSecrets(form, errors);
        return conflict.on(page(edited, newer, HttpStatus.CONFLICT), newer, errors);
    }

    private static void askForSecrets(ConnectionForm form, BindingResult errors) {
        if (form.holdsSecrets()) {
            errors.reject("connection.again", "The key and headers have to be typed in again.");
        }
    }

    /** Models are listed after the connection is there; a name that cannot be must stop it before. */
    static List<String> checked(List<String> models) {
        if (models.stream().anyMatch(name -> name.length() > LONGEST_MODEL)) {
            throw new InvalidConnection("models", "length", "A name is too long.");
        }
        return models;
    }
}
