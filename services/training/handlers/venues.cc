// The library of venues.
#include "common/api/list.h"
#include "services/training/handlers/standard.h"
#include "services/training/sql/queries.h"

namespace xf::training {

// Creates a venue at its organization.
absl::StatusOr<v1::Venue> VenueService::CreateVenue(rpc::Call& call, const v1::CreateVenueRequest& request) {
  return Create(call, sql::kCreateVenue, request.parent(), request.venue_id(), request.venue(), "venue");
}

// Returns one venue.
absl::StatusOr<v1::Venue> VenueService::GetVenue(rpc::Call& call, const v1::GetVenueRequest& request) {
  ASSIGN_OR_RETURN(const VenueName name, VenueName::Parse(request.name()));
  return call.db().One<v1::Venue>(sql::kGetVenue, name);
}

// Lists the venues in the caller's scope.
absl::StatusOr<v1::ListVenuesResponse> VenueService::ListVenues(rpc::Call& call, const v1::ListVenuesRequest& request) {
  return api::List<v1::ListVenuesResponse>(call.db(), sql::kListVenues, request);
}

// Changes a venue, which may move it to another organization.
absl::StatusOr<v1::Venue> VenueService::UpdateVenue(rpc::Call& call, const v1::UpdateVenueRequest& request) {
  return Update<VenueName>(call, sql::kGetVenueForUpdate, sql::kUpdateVenue, request.venue(), request.update_mask(),
                           "venue");
}

// Finds venues by the beginning of their name and the other conditions of the request.
absl::StatusOr<v1::SearchVenuesResponse> VenueService::SearchVenues(rpc::Call& call,
                                                                    const v1::SearchVenuesRequest& request) {
  return api::List<v1::SearchVenuesResponse>(call.db(), sql::kSearchVenues, request, request);
}

// Creates and updates venues in bulk.
absl::StatusOr<rpc::ImportSummary> VenueService::ImportVenues(rpc::Call& call,
                                                              rpc::Reader<v1::ImportVenuesRequest>& reader) {
  return Import<VenueName, v1::Venue>(call, reader, sql::kImportVenues);
}

}  // namespace xf::training
