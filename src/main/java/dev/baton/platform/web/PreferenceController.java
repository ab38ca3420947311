package dev.baton.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

import java.net.URI;

/** Remembers a choice about the console's looks and leads back to the page it was made on. */
@Controller
class PreferenceController {

    private final Frame frame;

    PreferenceController(Frame frame) {
        this.frame = frame;
    }

    @PostMapping("/preferences/{name}")
    ResponseEntity<Void> choose(
            @PathVariable String name,
            @RequestParam String value,
            @RequestParam(defaultValue = "/") String back,
            HttpServletRequest request,
            HttpServletResponse response) {
        var preference = Preference.of(name).filter(it -> it.allows(value)).orElse(null);
        if (preference == null) {
            return ResponseEntity.badRequest().build();
        }
        preference.write(value, request, response);
        switch (preference) {
            case LANGUAGE -> Language.of(value).ifPresent(frame.viewer()::chose);
            case THEME -> Theme.of(value).ifPresent(frame.viewer()::chose);
            case NAVIGATION, DENSITY, TIMES -> {}
        }
        return ResponseEntity.status(HttpStatus.SEE_OTHER).location(ownPath(back)).build();
    }

    /** Only a path of ours: never another host, whatever the form said. */
    private static URI ownPath(String back) {
        var home = URI.create("/");
        if (!back.startsWith("/") || back.startsWith("//") || back.contains("\\")) {
            return home;
        }
        try {
            var uri = URI.create(back);
            return uri.isAbsolute() || uri.getRawAuthority() != null ? home : uri;
        } catch (IllegalArgumentException notAPath) {
            return home;
        }
    }
}
