package dev.baton.console.styleguide;

import dev.baton.platform.web.Flash;
import dev.baton.tenant.OpenTo;

import jakarta.validation.Valid;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import java.util.Map;

/** Serves the style guide, in development only. */
@Controller
@RequestMapping("/styleguide")
@ConditionalOnProperty(name = "environment", havingValue = "development", matchIfMissing = true)
class StyleguideController {

    private final Samples samples;
    private final SampleCharts charts;

    StyleguideController(Samples samples, SampleCharts charts) {
        this.samples = samples;
        this.charts = charts;
    }

    @OpenTo(OpenTo.Audience.SIGNED_IN)
    @GetMapping
    String components(Model model) {
        model.addAttribute("samples", samples);
        return "console/styleguide";
    }

    @OpenTo(OpenTo.Audience.SIGNED_IN)
    @GetMapping("/dashboard")
    String dashboard(Model model) {
        model.addAttribute("samples", samples);
        model.addAttribute("charts", charts);
        return "console/styleguide/dashboard";
    }

    @OpenTo(OpenTo.Audience.SIGNED_IN)
    @GetMapping("/charts")
    String charts(Model model) {
        model.addAttribute("charts", charts);
        return "console/styleguide/charts";
    }

    @OpenTo(OpenTo.Audience.SIGNED_IN)
    @GetMapping("/agents")
    String list(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String status,
            Model model) {
        model.addAttribute("samples", samples);
        model.addAttribute("agents", samples.agents(q, status));
        return "console/styleguide/list";
    }

    @OpenTo(OpenTo.Audience.SIGNED_IN)
    @GetMapping("/agents/assistant")
    String detail(Model model) {
        model.addAttribute("samples", samples);
        model.addAttribute("charts", charts);
        model.addAttribute("agent", samples.agents("", "").getFirst());
        return "console/styleguide/detail";
    }

    @OpenTo(OpenTo.Audience.SIGNED_IN)
    @GetMapping("/agents/new")
    ModelAndView form() {
        return form(SampleForm.filled(), HttpStatus.OK);
    }

    @OpenTo(OpenTo.Audience.SIGNED_IN)
    @PostMapping("/agents/new")
    ModelAndView submit(
            @Valid @ModelAttribute("form") SampleForm form,
            BindingResult errors,
            RedirectAttributes redirect) {
        if (errors.hasErrors()) {
            return form(form, HttpStatus.UNPROCESSABLE_CONTENT);
        }
        redirect.addFlashAttribute(
                Flash.ATTRIBUTE, Flash.done("styleguide.form.saved", String.valueOf(form.name())));
        return new ModelAndView("redirect:/styleguide/agents/assistant");
    }

    @OpenTo(OpenTo.Audience.SIGNED_IN)
    @PostMapping("/deed")
    String deed(RedirectAttributes redirect) {
        redirect.addFlashAttribute(
                Flash.ATTRIBUTE, Flash.done("styleguide.form.saved", "assistant"));
        return "redirect:/styleguide";
    }

    @OpenTo(OpenTo.Audience.SIGNED_IN)
    @GetMapping("/error/{status}")
    String error(@PathVariable int status) {
        throw new ResponseStatusException(HttpStatusCode.valueOf(status));
    }

    private ModelAndView form(SampleForm form, HttpStatus status) {
        return new ModelAndView(
                "console/styleguide/form", Map.of("form", form, "samples", samples), status);
    }
}
