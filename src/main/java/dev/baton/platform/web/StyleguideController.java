package dev.baton.platform.web;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Shows every component of the console in every state, in development only. */
@Controller
@ConditionalOnProperty(name = "environment", havingValue = "development", matchIfMissing = true)
class StyleguideController {

    @GetMapping("/styleguide")
    String show(Model model) {
        return "console/styleguide";
    }
}
