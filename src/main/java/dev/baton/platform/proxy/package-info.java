/** Who a request comes from when it came through proxies. */
@NullMarked
package dev.baton.platform.proxy;

import org.jspecify.annotations.NullMarked;
