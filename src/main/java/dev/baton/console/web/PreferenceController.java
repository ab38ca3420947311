package dev.baton.console.web;

import dev.baton.platform.web.Frame;
import dev.baton.tenant.OpenTo;

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

    private static final URI HOME = URI.create("/");

    private final Frame frame;

    PreferenceController(Frame frame) {
        this.frame = frame;
    }

    @OpenTo(OpenTo.Audience.EVERYBODY)
    @PostMapping("/preferences/{name}")
    ResponseEntity<Void> choose(
            @PathVariable String name,
            @RequestParam String value,
            @RequestParam(defaultValue = "/") String back,
            HttpServletResponse response) {
        return frame.choose(name, value, response)
                ? ResponseEntity.status(HttpStatus.SEE_OTHER).location(ownPath(back)).build()
                : ResponseEntity.badRequest().build();
    }

    /** Only a path of ours: never another host, whatever the form said. */
    private static URI ownPath(String back) {
        if (!back.startsWith("/") || back.startsWith("//") || back.contains("\\")) {
            return HOME;
        }
        try {
            var uri = URI.create(back);
            return uri.isAbsolute() || uri.getRawAuthority() != null ? HOME : uri;
        } catch (IllegalArgumentException notAPath) {
            return HOME;
        }
    }
}
