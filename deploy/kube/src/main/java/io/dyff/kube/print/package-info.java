/** Tables as kubectl shows them. */
package io.dyff.kube.print;
