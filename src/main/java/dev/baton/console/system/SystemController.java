package dev.baton.console.system;

import dev.baton.console.health.Dependencies;
import dev.baton.platform.web.NavigationEntry;
import dev.baton.platform.web.NavigationGroup;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.work.Instances;
import dev.baton.work.WorkDepth;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

/** The installation at a glance, for operators. */
@Controller
class SystemController {

    private final Dependencies dependencies;
    private final Instances instances;
    private final WorkDepth depth;
    private final Variables variables;

    SystemController(
            Dependencies dependencies, Instances instances, WorkDepth depth, Variables variables) {
        this.dependencies = dependencies;
        this.instances = instances;
        this.depth = depth;
        this.variables = variables;
    }

    @Requires(Permission.SYSTEM_READ)
    @GetMapping("/system")
    ModelAndView show() {
        return new ModelAndView("console/system")
                .addObject("health", dependencies.check())
                .addObject("instances", instances.all())
                .addObject("queues", depth.all())
                .addObject("most", WorkDepth.MOST)
                .addObject("variables", variables.all());
    }

    /** The page's place in the navigation. */
    @Configuration(proxyBeanMethods = false)
    static class SystemNavigation {

        @Bean
        NavigationEntry systemNavigation() {
            return new NavigationEntry(
                    NavigationGroup.PLATFORM,
                    40,
                    "/system",
                    "system.title",
                    "server",
                    Permission.SYSTEM_READ.wire());
        }
    }
}
