/** Routes, kamelets and statements that change while the services run: followed, checked, swapped or refused, and shown. */
package io.dyff.routes.host.live;
