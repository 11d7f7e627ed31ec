package com.honeydue.residences;

import java.time.LocalDate;

/**
 * A residence and how its board stands.
 *
 * @param today the day it is there
 */
record MyResidence(Residence residence, LocalDate today, ColumnCounts columns) {}
