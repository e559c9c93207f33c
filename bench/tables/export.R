# Writes the sets of sets.json that come from R packages as CSV.
# usage: Rscript bench/tables/export.R FOLDER [NAME ...]
arguments <- commandArgs(trailingOnly = TRUE)
if (length(arguments) < 1) stop("usage: Rscript bench/tables/export.R FOLDER [NAME ...]")
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
sets <- jsonlite::fromJSON(file.path(here, "sets.json"))
sets <- sets[startsWith(sets$source, "r "), ]
if (length(arguments) > 1) sets <- sets[sets$name %in% arguments[-1], ]
dir.create(arguments[1], showWarnings = FALSE, recursive = TRUE)

without <- function(...) function(d) d[, !(names(d) %in% c(...))]

# What is done to a set before it is written; nothing where it is not named.
prepare <- list(
  meats = without("water", "fat"),
  vowel = without("V1"),
  cells = without("case"),
  dna = function(d) { inputs <- names(d) != "Class"; d[inputs] <- lapply(d[inputs], function(c) as.numeric(as.character(c))); d },
  nmes = without("nvisits", "ovisits", "novisits", "emergency", "hospital"),
  ridership = function(d) { d$weekday <- c("Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat")[as.POSIXlt(d$date)$wday + 1]; d$date <- NULL; d },
  wages = function(d) d[!is.na(d$wages), ],
  aggression = without("resp"),
  wine_prices = function(d) { d <- d[!is.na(d$price), ]; d$taster_twitter_handle <- NULL; d },
  check_times = without("package"),
  chemistry = without("student", "gcsecnt"),
  police_stops = function(d) {
    when <- as.POSIXlt(d$date, tz = "UTC")
    data.frame(problem = d$problem, month = when$mon + 1, weekday = c("Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat")[when$wday + 1],
               hour = round(when$hour + when$min / 60, 2), MDC = d$MDC, lat = d$lat, long = d$long,
               policePrecinct = d$policePrecinct, neighborhood = d$neighborhood)
  },
  friedman = function(d) data.frame(y = d$y, d$x)
)

# What is a category is text in the file: levels that look like numbers get a letter before them.
as_text <- function(column) {
  if (is.logical(column)) return(ifelse(column, "yes", "no"))
  if (!is.factor(column)) return(column)
  levels <- levels(column)
  if (!any(is.na(suppressWarnings(as.numeric(levels))))) levels(column) <- paste0("L", levels)
  as.character(column)
}

read <- function(package, item) {
  if (item == "friedman1") { set.seed(1); return(mlbench::mlbench.friedman1(50000, sd = 1)) }
  place <- new.env()
  suppressWarnings(data(list = item, package = package, envir = place))
  if (exists(item, envir = place, inherits = FALSE)) get(item, envir = place) else getExportedValue(package, item)
}

for (i in seq_len(nrow(sets))) {
  set <- sets[i, ]
  source <- strsplit(set$source, " ")[[1]]
  d <- read(source[2], source[3])
  if (!is.null(prepare[[set$name]])) d <- prepare[[set$name]](d)
  d <- as.data.frame(lapply(as.data.frame(d), as_text), stringsAsFactors = FALSE)
  stopifnot(set$target %in% names(d), !any(is.na(d[[set$target]])))
  write.csv(d, file.path(arguments[1], paste0(set$name, ".csv")), row.names = FALSE, na = "", fileEncoding = "UTF-8")
  cat(set$name, nrow(d), "rows,", ncol(d), "columns\n")
}
