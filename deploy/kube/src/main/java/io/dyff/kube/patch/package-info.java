/** The four ways to change a part of an object, and who owns which field after a server-side apply. */
package io.dyff.kube.patch;
