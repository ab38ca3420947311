package dev.baton.console.dashboard;

import dev.baton.platform.web.Flash;
import dev.baton.tenant.Actor;
import dev.baton.tenant.OpenTo;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Puts the first steps aside and takes them out again. */
@Controller
@RequestMapping("/dashboard/first-steps")
class FirstStepsController {

    private final HiddenSteps hidden;

    FirstStepsController(HiddenSteps hidden) {
        this.hidden = hidden;
    }

    @PostMapping("/hiding")
    @OpenTo(OpenTo.Audience.SIGNED_IN)
    String hide(Actor actor, RedirectAttributes redirect) {
        hidden.hide(actor);
        redirect.addFlashAttribute(
                Flash.ATTRIBUTE,
                Flash.done("console.steps.hidden").undoneBy("/dashboard/first-steps/showing"));
        return "redirect:/dashboard";
    }

    @PostMapping("/showing")
    @OpenTo(OpenTo.Audience.SIGNED_IN)
    String show(Actor actor) {
        hidden.show(actor);
        return "redirect:/dashboard";
    }
}
