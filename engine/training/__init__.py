"""Training and evaluation: labelled data, crops, triplets, the fitted bundle, its figures."""
