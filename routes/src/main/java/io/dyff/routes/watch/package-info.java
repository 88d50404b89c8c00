/** Reports what custom resources say of themselves, as events. */
package io.dyff.routes.watch;
