# The point estimates of the metrics, counted from rows by their definitions and by nothing of the product.
suppressMessages({
  library(survival)
  library(jsonlite)
})
args <- commandArgs(trailingOnly = TRUE)
given <- fromJSON(args[1])
answer <- list()
say <- function(what, value) {
  answer[[what]] <<- if (length(value) == 0 || is.na(value)) NULL else unname(value)
}

now <- given$now
zone <- given$timeZone
reviews <- given$reviews
states <- given$states
day_start <- function(day) as.numeric(as.POSIXct(paste(day, "00:00:00"), tz = zone))
day_of <- function(at) format(as.POSIXct(at, tz = zone, origin = "1970-01-01"), "%Y-%m-%d", tz = zone)

# --- quarters of the calendar, and the last moment of the day before: M2 is known until then
quarters <- within(given$quarters, {
  key <- paste0(year, "-Q", quarter)
  first <- sprintf("%04d-%02d-01", year, quarter * 3 - 2)
  after <- sprintf("%04d-%02d-01", year + (quarter == 4), ifelse(quarter == 4, 1, quarter * 3 + 1))
  start <- vapply(first, day_start, numeric(1))
  end <- vapply(after, day_start, numeric(1))
})
began <- day_start(day_of(now)) - 0.001

# --- what counts as a finding: medium or higher at first or at the decision, and valid
counted <- c("critical", "high", "medium")
findings <- given$findings
findings <- findings[findings$state != "invalid" & (findings$first %in% counted | findings$at_decision %in% counted), ]
in_review <- function(at) findings[!findings$escape & findings$finder == "engineer" & findings$made <= at, ]
found_by <- function(ids, at) as.numeric(table(factor(in_review(at)$review, levels = ids)))

# --- what had become of a review at a moment; of one that is open in another tracker nothing is known after a file last said so
last_seen <- function(rows, at) {
  seen <- if (is.null(rows$open_elsewhere)) rep(NA_real_, nrow(rows)) else as.numeric(rows$open_elsewhere)
  pmin(rep(at, nrow(rows)), seen, na.rm = TRUE)
}
fate <- function(rows, at) {
  decided <- !is.na(rows$decided) & rows$decided <= at
  cancelled <- !decided & rows$state == "cancelled" & !is.na(rows$ended) & rows$ended <= at
  until <- ifelse(decided, rows$decided, ifelse(cancelled, rows$ended, last_seen(rows, at)))
  data.frame(decided = decided, seconds = round(until - rows$submitted))
}
km_median <- function(seconds, decided, weights = rep(1, length(seconds))) {
  if (length(seconds) == 0) return(NA)
  fit <- survfit(Surv(seconds, decided) ~ 1, weights = weights)
  unname(quantile(fit, 0.5, conf.int = FALSE))
}
# --- one that follows a rejected review has that one's first submit, and a submit of its own
submits <- states[states$state == "submitted", ]
own_submit <- function(rows) vapply(seq_len(nrow(rows)), function(at) {
  mine <- submits$from_at[submits$review == rows$id[at]]
  if (length(mine) > 0) min(mine) else rows$submitted[at]
}, numeric(1))
cohort <- function(start, end, at) {
  rows <- reviews[reviews$submitted >= start & reviews$submitted < end & reviews$submitted <= at, ]
  rows[own_submit(rows) <= at, ]
}

# --- business time of a day between two instants
business <- function(from, to) {
  if (to <= from) return(0)
  days <- seq(as.Date(as.POSIXct(from, tz = zone, origin = "1970-01-01"), tz = zone),
              as.Date(as.POSIXct(to, tz = zone, origin = "1970-01-01"), tz = zone), by = "day")
  total <- 0
  for (day in as.character(days)) {
    weekday <- as.POSIXlt(day, tz = zone)$wday
    if (weekday == 0) weekday <- 7
    if (!(weekday %in% given$calendar$weekdays) || day %in% unlist(given$calendar$holidays)) next
    opens <- day_start(day) + given$calendar$fromHour * 3600
    closes <- day_start(day) + given$calendar$toHour * 3600
    total <- total + max(0, min(to, closes) - max(from, opens))
  }
  total
}

# --- changes that were asked for; what goes on after a hold was asked for before it
after_hold <- function(row) any(states$review == row$review & states$state == "on_hold" & !is.na(states$to_at) & states$to_at == row$from_at)
asks <- states[states$state == "changes_requested", ]
if (nrow(asks) > 0) asks <- asks[!vapply(seq_len(nrow(asks)), function(at) after_hold(asks[at, ]), logical(1)), ]

for (index in seq_len(nrow(quarters))) {
  q <- quarters[index, ]
  rows <- cohort(q$start, q$end, now)
  own <- rows[!rows$imported, ]
  became <- fate(rows, now)

  # M1: review lead time
  say(paste("M1", q$key), km_median(became$seconds, became$decided))

  # M3: findings per review
  known <- rows[!rows$imported | !is.na(rows$stated), ]
  if (nrow(known) > 0) {
    stated <- ifelse(is.na(known$stated), 0, known$stated)
    say(paste("M3", q$key), sum(found_by(known$id, now) + stated) / nrow(known))
  }

  # M5: escapes per approval whose 90 days have passed
  approvals <- given$decisions[given$decisions$outcome != "rejected", ]
  escapes <- findings[findings$escape & findings$made <= now, ]
  ripe <- approvals[approvals$decided >= q$start & approvals$decided < q$end & approvals$decided + 90 * 86400 <= now, ]
  if (nrow(escapes) > 0 && nrow(ripe) > 0) {
    after <- vapply(seq_len(nrow(ripe)), function(at) {
      one <- ripe[at, ]
      later <- approvals$decided[approvals$review == one$review & approvals$decided > one$decided]
      upto <- if (length(later) > 0) min(later) else Inf
      sum(escapes$review == one$review & escapes$made >= one$decided & escapes$made < upto &
        escapes$made <= one$decided + 90 * 86400)
    }, numeric(1))
    say(paste("M5", q$key), sum(after) / nrow(ripe))
  }

  # M7: first response, and within the target of its tier when it was submitted
  if (nrow(own) > 0) {
    responded <- !is.na(own$responded) & own$responded <= now
    over <- fate(own, now)
    from <- own_submit(own)
    until <- ifelse(responded, own$responded, ifelse(over$decided, own$decided,
      ifelse(own$state == "cancelled" & !is.na(own$ended) & own$ended <= now, own$ended, now)))
    say(paste("M7", q$key), km_median(until - from, responded))
    tiered <- !is.na(own$tier)
    per_day <- (given$calendar$toHour - given$calendar$fromHour) * 3600
    target <- mapply(function(tier, at) {
      later <- if (length(given$slaBefore) > 0) which(at < given$slaBefore$until) else integer(0)
      days <- if (length(later) > 0) given$slaBefore[[tier]][later[1]] else given$sla[[tier]]$firstResponseDays
      days * per_day
    }, own$tier[tiered], from[tiered])
    used <- mapply(function(id, from, until) {
      held <- states[states$review == id & states$state == "on_hold" & states$from_at < until, ]
      ends <- pmin(ifelse(is.na(held$to_at), until, held$to_at), until)
      business(from, until) - sum(vapply(seq_len(nrow(held)), function(at) business(max(held$from_at[at], from), ends[at]), numeric(1)))
    }, own$id[tiered], from[tiered], until[tiered])
    late <- used > target
    met <- !late & responded[tiered]
    if (sum(late) + sum(met) > 0) say(paste("M7 within", q$key), sum(met) / (sum(late) + sum(met)))
  }

  # M8: first-pass yield
  first <- reviews[!reviews$imported & !is.na(reviews$decided) & reviews$decided >= q$start & reviews$decided < q$end & reviews$decided <= now, ]
  outcome <- vapply(first$id, function(id) {
    made <- given$decisions[given$decisions$review == id, ]
    if (nrow(made) == 0) NA_character_ else made$outcome[order(made$decided, made$id)][1]
  }, character(1))
  first <- first[!is.na(outcome), ]
  outcome <- outcome[!is.na(outcome)]
  if (nrow(first) > 0) {
    reworked <- mapply(function(id, at) any(asks$review == id & asks$from_at <= at), first$id, first$decided)
    say(paste("M8", q$key), sum(outcome == "approved" & !reworked) / nrow(first))
  }

  # M12: hours per active month that is over of the guardians who log
  begins <- as.Date(as.POSIXct(q$start, tz = zone, origin = "1970-01-01"), tz = zone)
  edges <- seq(begins, by = "month", length.out = 4)
  states_at <- function(g, at) {
    moves <- given$moves[given$moves$guardianship == g$id & given$moves$at <= at, ]
    last <- if (nrow(moves) == 0) "active" else moves$to[order(moves$at, moves$id)][nrow(moves)]
    g$active <= at && (is.na(g$ended) || g$ended > at) && last != "paused"
  }
  active <- list()
  for (month in 1:3) {
    from <- day_start(edges[month])
    to <- day_start(edges[month + 1])
    if (to - 0.001 > now) next
    for (row in seq_len(nrow(given$guardianships))) {
      g <- given$guardianships[row, ]
      back <- any(given$moves$guardianship == g$id & given$moves$to == "active" & given$moves$at >= from & given$moves$at < to)
      if (g$active < to && (states_at(g, from) || g$active >= from || back)) {
        key <- as.character(g$person)
        active[[key]] <- unique(c(active[[key]], month))
      }
    }
  }
  hours <- 0
  months <- 0
  for (person in names(active)) {
    inside <- Reduce(`|`, lapply(active[[person]], function(month) {
      given$activities$day >= as.character(edges[month]) & given$activities$day < as.character(edges[month + 1])
    }))
    mine <- given$activities[given$activities$person == as.integer(person) & inside, ]
    if (sum(mine$minutes) == 0) next
    hours <- hours + sum(mine$minutes) / 60
    months <- months + length(active[[person]])
  }
  if (months > 0) say(paste("M12", q$key), hours / months)

  # M20: time to release
  if (nrow(own) > 0) {
    launch <- ifelse(is.na(own$launched), NA, vapply(own$launched, function(day) if (is.na(day)) NA_real_ else day_start(day), numeric(1)))
    out <- !is.na(launch) & launch <= now
    rejected <- ifelse(own$state == "rejected", own$last_decided, NA)
    until <- ifelse(out, launch, pmin(own$ended, rejected, now, na.rm = TRUE))
    say(paste("M20", q$key), km_median(pmax(0, round(until - own$submitted)), out))
  }
}

# --- M2 and the ratio of M3: four quarters, as the day began, the others weighted to the mix of those with a guardian
four <- tail(quarters, 4)
at <- began
rows <- cohort(four$start[1], tail(four$end, 1), at)
# One that follows a rejected review stands on the side of that one.
first <- match(rows$id, given$reviews$id)
repeat {
  back <- match(given$reviews$previous[first], given$reviews$id)
  if (all(is.na(back))) break
  first <- ifelse(is.na(back), first, back)
}
origin <- given$reviews[first, ]
arm <- ifelse(origin$imported, ifelse(is.na(origin$with_guardian), NA, ifelse(origin$with_guardian, "guardian", "none")),
              ifelse(is.na(origin$guardian), "none", "guardian"))
keep <- !is.na(arm) & !is.na(rows$tier) & !is.na(rows$team) & !is.na(rows$type)
rows <- rows[keep, ]
arm <- arm[keep]
both <- function(key, among) {
  names(Filter(function(arms) length(arms) == 2, lapply(split(arm[among], key[among]), unique)))
}
quarter <- findInterval(rows$submitted, four$start)
tier_key <- paste(quarter, rows$tier)
fine_key <- paste(tier_key, rows$type)
fine <- fine_key %in% both(fine_key, rep(TRUE, nrow(rows)))
coarse <- !fine & tier_key %in% both(tier_key, !fine)
stratum <- ifelse(fine, fine_key, ifelse(coarse, tier_key, NA))
# Each team against itself, with the trend and the mix of changes taken out.
own <- fate(rows, at)
within <- survreg(Surv(log(pmax(own$seconds, 3600)), own$decided) ~ rows$submitted + factor(quarter) + rows$tier + rows$type +
                    factor(rows$team) + factor(arm, levels = c("none", "guardian")), dist = "gaussian")
within <- 1 - exp(tail(coef(within), 1))
rows <- rows[!is.na(stratum), ]
arm <- arm[!is.na(stratum)]
stratum <- stratum[!is.na(stratum)]
key <- tail(four$key, 1)
weights_of <- function(among) {
  mix <- table(factor(stratum[among & arm == "guardian"], levels = unique(stratum)))
  others <- table(factor(stratum[among & arm == "none"], levels = unique(stratum)))
  scale <- ifelse(others == 0, 0, mix / others)
  ifelse(arm == "guardian", as.numeric(others[stratum] > 0), as.numeric(scale[stratum]))
}
became <- fate(rows, at)
weight <- weights_of(rep(TRUE, nrow(rows)))
median_of <- function(which) {
  use <- arm == which & weight > 0
  km_median(became$seconds[use], became$decided[use], weight[use])
}
say(paste("M2", key), 1 - median_of("guardian") / median_of("none"))
say(paste("M2 within", key), unname(within))
known <- !rows$imported | !is.na(rows$stated)
found <- found_by(rows$id, at) + ifelse(is.na(rows$stated), 0, rows$stated)
weight <- weights_of(known)
rate_of <- function(which) {
  use <- known & arm == which
  sum(weight[use] * found[use]) / sum(weight[use])
}
say(paste("M3 ratio", key), 1 - rate_of("guardian") / rate_of("none"))

writeLines(toJSON(answer, auto_unbox = TRUE, digits = NA), args[2])
