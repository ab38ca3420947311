/**
 * The console's frame: languages, security policy of its pages, assets, icons, formats, navigation.
 */
@NullMarked
package dev.baton.platform.web;

import org.jspecify.annotations.NullMarked;
