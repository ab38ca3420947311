package dev.baton.prompt.web;

import dev.baton.platform.web.Flash;
import dev.baton.prompt.PromptId;
import dev.baton.prompt.PromptLibrary;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Puts a prompt template into the archive and takes it out again. */
@Controller
@RequestMapping("/prompts/{id}")
class PromptArchiveController {

    private final PromptLibrary library;

    PromptArchiveController(PromptLibrary library) {
        this.library = library;
    }

    @PostMapping("/archiving")
    @Requires(Permission.PROMPTS_WRITE)
    String archive(@PathVariable UUID id, Actor actor, RedirectAttributes redirect) {
        var prompt = library.archive(new PromptId(actor.tenant(), id), actor);
        redirect.addFlashAttribute(
                Flash.ATTRIBUTE,
                Flash.done("prompt.archived", prompt.name())
                        .undoneBy("/prompts/" + id + "/restoring"));
        return "redirect:/prompts/" + id;
    }

    @PostMapping("/restoring")
    @Requires(Permission.PROMPTS_WRITE)
    String restore(@PathVariable UUID id, Actor actor, RedirectAttributes redirect) {
        var prompt = library.restore(new PromptId(actor.tenant(), id), actor);
        redirect.addFlashAttribute(
                Flash.ATTRIBUTE,
                Flash.done("prompt.restored", prompt.name())
                        .undoneBy("/prompts/" + id + "/archiving"));
        return "redirect:/prompts/" + id;
    }
}
