package io.dyff.operator.api;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Version;

/** Brings the files of a model from where they are into object storage. */
@Group(DyffGroup.NAME)
@Version(DyffGroup.VERSION)
@ValidationRule(
        value = "self.metadata.name.matches('^[a-z]([-a-z0-9]{0,52}[a-z0-9])?$')",
        message = "metadata.name: must begin with a letter, hold letters, digits and '-' only, and have at most 54"
                + " characters")
@AdditionalPrinterColumn(name = "STATUS", jsonPath = ".status.state")
@AdditionalPrinterColumn(name = "REASON", jsonPath = ".status.reason")
@AdditionalPrinterColumn(name = "ACCOUNT", jsonPath = ".spec.account")
@AdditionalPrinterColumn(name = "AGE", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
public class Model extends DyffResource<ModelSpec> {}
