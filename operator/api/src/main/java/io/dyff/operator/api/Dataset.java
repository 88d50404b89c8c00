package io.dyff.operator.api;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Version;

/** Opens a dataset whose files lie in object storage, so that what is wrong with it is told before it is used. */
@JsonClassDescription(
        "Opens a dataset whose files lie in object storage, so that what is wrong with it is told before it is used.")
@Group(DyffGroup.NAME)
@Version(DyffGroup.VERSION)
@ValidationRule(
        value = "self.metadata.name.matches('^[a-z]([-a-z0-9]{0,52}[a-z0-9])?$')",
        message = "metadata.name: must begin with a letter, hold letters, digits and '-' only, and have at most 54"
                + " characters")
@ReportsCondition(type = "Checked", meaning = "The Job has read every cell of every file.")
@ReportsCondition(
        type = "Error",
        meaning = "No evaluation could read the dataset; the message names the file and the column.")
public class Dataset extends DyffResource<DatasetSpec> {}
