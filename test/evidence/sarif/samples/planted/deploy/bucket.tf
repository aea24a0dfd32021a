resource "aws_s3_bucket" "orders" {
  #checkov:skip=CKV_AWS_18: no access log in tests
  #checkov:skip=CKV_AWS_144
  bucket = "orders"
}
