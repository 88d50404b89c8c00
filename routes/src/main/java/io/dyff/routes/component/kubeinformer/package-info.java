/** The cluster: its client, and the endpoint {@code kube-informer:} that hands over custom resources as they change. */
package io.dyff.routes.component.kubeinformer;
