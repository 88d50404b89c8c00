package io.dyff.operator.api;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Version;

/** Brings the files of a model from where they are into object storage. */
@JsonClassDescription("Brings the files of a model from where they are into object storage.")
@Group(DyffGroup.NAME)
@Version(DyffGroup.VERSION)
@ValidationRule(
        value = "self.metadata.name.matches('^[a-z]([-a-z0-9]{0,52}[a-z0-9])?$')",
        message = "metadata.name: must begin with a letter, hold letters, digits and '-' only, and have at most 54"
                + " characters")
@AdditionalPrinterColumn(name = "REPOSITORY", jsonPath = ".spec.source.huggingFaceHub.repoID")
@AdditionalPrinterColumn(name = "REVISION", jsonPath = ".spec.source.huggingFaceHub.revision", priority = 1)
@ReportsCondition(type = "Fetched", meaning = "The Job has stored every wanted file.")
@ReportsCondition(
        type = "Error",
        meaning = "The files could not be fetched; the message holds the last words of the program.")
public class Model extends DyffResource<ModelSpec> {}
