/** Runs pods to completion: back-off, deadlines, failure policies. */
package io.dyff.kube.controllers.job;
