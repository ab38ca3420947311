/** Charts as records that know their geometry; templates only write it down as SVG. */
@NullMarked
package dev.baton.platform.web.chart;

import org.jspecify.annotations.NullMarked;
